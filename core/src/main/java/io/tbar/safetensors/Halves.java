package io.tbar.safetensors;

/** The two 16-bit float types and float32: exact upwards, round to nearest even downwards. */
public final class Halves {
  private Halves() {}

  /** IEEE binary16 to float32; exact, subnormals included. */
  public static float f16ToFloat(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >>> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      // Scaling the integer fraction by 2^-24 is exact and covers zero and subnormals alike.
      float magnitude = fraction * 0x1p-24f;
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(magnitude));
    }
    int high = exponent == 31 ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | high << 23 | fraction << 13);
  }

  /** Float32 to IEEE binary16, ties to even; too large becomes infinite, NaN stays NaN. */
  public static short floatToF16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) {
      return (short) (sign | 0x7e00 | magnitude >>> 13 & 0x3ff);
    }
    if (magnitude >= 0x477ff000) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x38800000) {
      // Adding 0.5 leaves the subnormal's bits, rounded by the hardware, in the low end.
      float shifted = Float.intBitsToFloat(magnitude) + 0.5f;
      return (short) (sign | (Float.floatToRawIntBits(shifted) - 0x3f000000));
    }
    int rounded = magnitude + 0xfff + (magnitude >>> 13 & 1);
    return (short) (sign | (rounded - 0x38000000) >>> 13);
  }

  /** Bfloat16 to float32; exact. */
  public static float bf16ToFloat(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** Float32 to bfloat16, ties to even; NaN stays NaN. */
  public static short floatToBf16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if ((bits & 0x7fffffff) > 0x7f800000) {
      return (short) (bits >>> 16 | 0x40);
    }
    return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
  }
}
