package io.tbar.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FloatImageTest {
  private static final FloatImage RAMP =
      new FloatImage(1, 2, 4, new float[] {0, 1, 2, 3, 4, 5, 6, 7});

  @Test
  void picksValuesAtCorrespondingPlaces() {
    assertThat(RAMP.nearest(1, 2).chw()).containsExactly(5, 7);
    assertThat(RAMP.nearest(4, 4).chw())
        .containsExactly(0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 7, 4, 5, 6, 7);
    assertThat(RAMP.nearest(2, 4)).isSameAs(RAMP);
  }

  @Test
  void averagesOverTheAreaWhereItShrinks() {
    FloatImage flat = FloatImage.filled(3, 9, 7, 0.25f);
    assertThat(flat.smooth(4, 5).chw()).hasSize(60).containsOnly(0.25f);
    FloatImage half = new FloatImage(1, 4, 1, new float[] {0, 0, 1, 1}).smooth(2, 1);
    assertThat(half.chw()[0] + half.chw()[1]).isCloseTo(1, within(1e-6f));
    assertThat(half.chw()[0]).isBetween(0f, 0.3f);
  }

  @Test
  void interpolatesBetweenNeighboursWhereItGrows() {
    assertThat(new FloatImage(1, 1, 2, new float[] {0, 1}).smooth(1, 4).chw())
        .containsExactly(0, 0.25f, 0.75f, 1);
    assertThat(RAMP.smooth(2, 4)).isEqualTo(RAMP);
  }
}
