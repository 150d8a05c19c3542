package io.tbar.safetensors;

import io.tbar.base.TbarException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Little-endian bytes of the computable dtypes as float32 values and back. */
public final class Floats {
  private Floats() {}

  /**
   * Reads {@code into.length} values from the buffer's position, which is left where it was. F64 is
   * rounded to nearest; the others are exact.
   */
  public static void decode(Dtype dtype, ByteBuffer bytes, float[] into) {
    ByteBuffer source = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    switch (dtype) {
      case F32 -> source.asFloatBuffer().get(into);
      case F16 -> {
        var shorts = source.asShortBuffer();
        for (int i = 0; i < into.length; i++) {
          into[i] = Halves.f16ToFloat(shorts.get(i));
        }
      }
      case BF16 -> {
        var shorts = source.asShortBuffer();
        for (int i = 0; i < into.length; i++) {
          into[i] = Halves.bf16ToFloat(shorts.get(i));
        }
      }
      case F64 -> {
        var doubles = source.asDoubleBuffer();
        for (int i = 0; i < into.length; i++) {
          into[i] = (float) doubles.get(i);
        }
      }
      default -> throw notComputable(dtype);
    }
  }

  /** The values in the given dtype, rounded once to nearest even; position 0. */
  public static ByteBuffer encode(Dtype dtype, float[] values) {
    return encode(dtype, values, 0, values.length);
  }

  /** A part of the values in the given dtype, rounded once to nearest even; position 0. */
  public static ByteBuffer encode(Dtype dtype, float[] values, int from, int count) {
    ByteBuffer out =
        ByteBuffer.allocate(Math.multiplyExact(count, dtype.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    switch (dtype) {
      case F32 -> out.asFloatBuffer().put(values, from, count);
      case F16 -> {
        for (int i = 0; i < count; i++) {
          out.putShort(2 * i, Halves.floatToF16(values[from + i]));
        }
      }
      case BF16 -> {
        for (int i = 0; i < count; i++) {
          out.putShort(2 * i, Halves.floatToBf16(values[from + i]));
        }
      }
      case F64 -> {
        for (int i = 0; i < count; i++) {
          out.putDouble(8 * i, values[from + i]);
        }
      }
      default -> throw notComputable(dtype);
    }
    return out;
  }

  private static TbarException notComputable(Dtype dtype) {
    return TbarException.badInput(
        "Tensors of dtype %s are carried but not calculated with; use F32, F16, BF16 or F64.",
        dtype);
  }
}
