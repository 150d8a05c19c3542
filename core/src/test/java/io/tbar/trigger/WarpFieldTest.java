package io.tbar.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tbar.base.Seeds;
import io.tbar.image.Pixels;
import org.junit.jupiter.api.Test;

class WarpFieldTest {
  private static final int SIZE = 64;

  @Test
  void isTheIdentityAtStrengthZero() {
    Pixels clean = Pictures.random(SIZE, 1);

    assertThat(Triggers.parse("wanet:strength=0", SIZE).apply(clean, 0).chw())
        .isEqualTo(clean.chw());
  }

  @Test
  void leavesTheFieldUnsmoothedWhenItIsAsLargeAsThePicture() {
    FloatImage u = Noise.uniform(Seeds.of(0, "test"), 2, SIZE, -1, 1);

    double[] xy = WarpField.of(u, 1, SIZE).xy();

    double mean = WarpField.meanAbsolute(u);
    for (int row = 1; row < SIZE - 1; row++) {
      for (int column = 1; column < SIZE - 1; column++) {
        int i = 2 * (row * SIZE + column);
        double x = -1 + 2.0 * column / (SIZE - 1);
        double y = -1 + 2.0 * row / (SIZE - 1);
        assertThat(xy[i] - x).isCloseTo(u.at(0, row, column) / mean / SIZE, within(1e-12));
        assertThat(xy[i + 1] - y).isCloseTo(u.at(1, row, column) / mean / SIZE, within(1e-12));
      }
    }
  }

  @Test
  void normalisesTheFieldToAMeanOfOneBeforeUpsampling() {
    FloatImage u = Noise.uniform(Seeds.of(0, "test"), 2, SIZE, -0.3, 0.3);

    double[] xy = WarpField.of(u, 1, SIZE).xy();

    double sum = 0;
    int counted = 0;
    double[] identity = WarpField.of(u, 0, SIZE).xy();
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        for (int axis = 0; axis < 2; axis++) {
          int i = 2 * (row * SIZE + column) + axis;
          double wanted = u.at(axis, row, column) / WarpField.meanAbsolute(u);
          // At the border the clamp may cut the field short.
          boolean inside = Math.abs(xy[i]) < 1;
          sum += inside ? Math.abs(xy[i] - identity[i]) * SIZE : Math.abs(wanted);
          counted++;
        }
      }
    }
    assertThat(sum / counted).isCloseTo(1, within(1e-6));
  }

  @Test
  void isWorthTheSameWhateverTheScaleOfItsInput() {
    FloatImage u = Noise.uniform(Seeds.of(0, "test"), 2, 4, -1, 1);
    float[] halved = u.chw().clone();
    for (int i = 0; i < halved.length; i++) {
      halved[i] /= 2;
    }

    assertThat(WarpField.of(new FloatImage(2, 4, 4, halved), 2, SIZE).xy())
        .containsExactly(WarpField.of(u, 2, SIZE).xy());
  }

  @Test
  void movesPixelsByHalfTheStrengthOnAverageWhenUnsmoothed() {
    FloatImage u = Noise.uniform(Seeds.of(3, "test"), 2, 224, -1, 1);

    double[] moved = WarpField.of(u, 1, 224).xy();
    double[] still = WarpField.of(u, 0, 224).xy();

    double sum = 0;
    for (int i = 0; i < moved.length; i++) {
      sum += Math.abs(moved[i] - still[i]) / 2 * 223;
    }
    assertThat(sum / moved.length).isCloseTo(0.5, within(0.01));
  }

  @Test
  void hasADecoyThatChangesFromSampleToSample() {
    Pixels clean = Pictures.random(SIZE, 1);
    Trigger decoy = Triggers.parse("wanet-orig", SIZE).decoy().orElseThrow();

    assertThat(decoy.apply(clean, 1).chw())
        .isEqualTo(decoy.apply(clean, 1).chw())
        .isNotEqualTo(decoy.apply(clean, 2).chw())
        .isNotEqualTo(Triggers.parse("wanet-orig", SIZE).apply(clean, 1).chw());
    for (String form : new String[] {"wanet", "wanet-clip"}) {
      Trigger other = Triggers.parse(form, SIZE);
      assertThat(other.decoy().orElseThrow().apply(clean, 1).chw())
          .as(form)
          .isNotEqualTo(other.apply(clean, 1).chw());
    }
  }
}
