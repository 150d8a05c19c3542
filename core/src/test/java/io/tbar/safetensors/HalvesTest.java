package io.tbar.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HalvesTest {
  @Test
  void everyHalfSurvivesThereAndBack() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float half = Halves.f16ToFloat((short) bits);
      float brain = Halves.bf16ToFloat((short) bits);
      if (Float.isNaN(half)) {
        assertThat(Halves.f16ToFloat(Halves.floatToF16(half))).isNaN();
      } else {
        assertThat(Halves.floatToF16(half)).isEqualTo((short) bits);
      }
      if (Float.isNaN(brain)) {
        assertThat(Halves.bf16ToFloat(Halves.floatToBf16(brain))).isNaN();
      } else {
        assertThat(Halves.floatToBf16(brain)).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void knownHalvesHaveTheirValues() {
    assertThat(Halves.f16ToFloat((short) 0x3c00)).isEqualTo(1f);
    assertThat(Halves.f16ToFloat((short) 0xc000)).isEqualTo(-2f);
    assertThat(Halves.f16ToFloat((short) 0x7bff)).isEqualTo(65504f);
    assertThat(Halves.f16ToFloat((short) 0x0001)).isEqualTo(0x1p-24f);
    assertThat(Halves.f16ToFloat((short) 0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Halves.bf16ToFloat((short) 0x3f80)).isEqualTo(1f);
  }

  @Test
  void roundsToTheNearestAndTiesToEven() {
    assertThat(Halves.floatToF16(1 + 0x1p-11f)).isEqualTo((short) 0x3c00);
    assertThat(Halves.floatToF16(1 + 3 * 0x1p-11f)).isEqualTo((short) 0x3c02);
    assertThat(Halves.floatToF16(65519.996f)).isEqualTo((short) 0x7bff);
    assertThat(Halves.floatToF16(65520f)).isEqualTo((short) 0x7c00);
    assertThat(Halves.floatToF16(0x1p-25f)).isZero();
    assertThat(Halves.floatToF16(Math.nextUp(0x1p-25f))).isEqualTo((short) 1);
    assertThat(Halves.floatToBf16(1 + 0x1p-8f)).isEqualTo((short) 0x3f80);
    assertThat(Halves.floatToBf16(1 + 3 * 0x1p-8f)).isEqualTo((short) 0x3f82);
    assertThat(Halves.floatToBf16(Float.MAX_VALUE)).isEqualTo((short) 0x7f80);
  }

  @Test
  void noOtherHalfIsNearer() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      float value = (float) Math.scalb(random.nextDouble(-1, 1), random.nextInt(-28, 17));
      short bits = Halves.floatToF16(value);
      float rounded = Halves.f16ToFloat(bits);
      if (Float.isInfinite(rounded)) {
        assertThat(Math.abs(value)).isGreaterThanOrEqualTo(65520f);
        continue;
      }
      double error = Math.abs((double) rounded - value);
      for (int step : new int[] {-1, 1}) {
        float other = Halves.f16ToFloat((short) (bits + step));
        if (Float.isFinite(other)) {
          assertThat(error).isLessThanOrEqualTo(Math.abs((double) other - value));
        }
      }
    }
  }
}
