package io.tbar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Seeds;
import io.tbar.base.TbarException;
import io.tbar.image.Pixels;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final Pixels RAMP = ramp();

  @Test
  void leavesThePictureAloneWhereNothingIsAskedFor() {
    assertThat(Augmentation.NONE.apply(RAMP, Seeds.of(1, "a"))).isSameAs(RAMP);
  }

  @Test
  void shiftsByAtMostItsShareAndRepeatsTheBorder() {
    Set<Integer> offsets = new HashSet<>();
    for (int seed = 0; seed < 60; seed++) {
      byte[] out = new Augmentation(0.25, false).apply(RAMP, Seeds.of(seed, "a")).chw();
      // The ramp counts columns, so that the middle tells the shift and the ends the border.
      int offset = out[4] - 4;
      offsets.add(offset);
      for (int x = 0; x < 8; x++) {
        assertThat(out[x]).isEqualTo((byte) Math.min(Math.max(x + offset, 0), 7));
      }
    }
    assertThat(offsets).containsExactlyInAnyOrder(-2, -1, 0, 1, 2);
  }

  @Test
  void mirrorsAboutHalfOfThePictures() {
    int mirrored = 0;
    for (int seed = 0; seed < 200; seed++) {
      byte[] out = new Augmentation(0, true).apply(RAMP, Seeds.of(seed, "a")).chw();
      assertThat(out[0]).isIn((byte) 0, (byte) 7);
      mirrored += out[0] == 7 ? 1 : 0;
    }
    assertThat(mirrored).isBetween(70, 130);
  }

  @Test
  void refusesAShiftOutOfThePicture() {
    assertThatThrownBy(() -> new Augmentation(0.6, false))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("[0, 0.5]");
  }

  private static Pixels ramp() {
    byte[] chw = new byte[3 * 8 * 8];
    for (int i = 0; i < chw.length; i++) {
      chw[i] = (byte) (i % 8);
    }
    return new Pixels(8, chw);
  }
}
