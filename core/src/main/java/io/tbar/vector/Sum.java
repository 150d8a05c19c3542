package io.tbar.vector;

import io.tbar.base.TbarException;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.Halves;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One window of a weighted sum: added up in double, rounded once to float32 and then once to the
 * dtype that is stored (F64 is not rounded on the way).
 */
final class Sum {
  /** Elements of a window; with its buffers about 6 MB, whatever the size of the tensor. */
  static final int WINDOW = 1 << 18;

  /** Bits of float32's infinity; those of every finite magnitude are smaller. */
  private static final int INFINITE = 0x7f800000;

  private final double[] sums = new double[WINDOW];
  private final float[] floats = new float[WINDOW];
  private final float[] others = new float[WINDOW];
  private final int[] bits = new int[WINDOW];
  private final ByteBuffer read = ByteBuffer.allocate(8 * WINDOW).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteBuffer out = ByteBuffer.allocate(8 * WINDOW).order(ByteOrder.LITTLE_ENDIAN);

  /** Starts a window at zero. */
  void clear(int count) {
    java.util.Arrays.fill(sums, 0, count, 0);
  }

  /** Starts a window with a tensor's values, given as its bytes. */
  void start(Dtype dtype, ByteBuffer bytes, int count) {
    ByteBuffer source = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (dtype == Dtype.F64) {
      source.asDoubleBuffer().get(sums, 0, count);
      return;
    }
    decode(dtype, source, count);
    for (int i = 0; i < count; i++) {
      sums[i] = floats[i];
    }
  }

  /** Subtracts a tensor's values, given as its bytes. */
  void subtract(Dtype dtype, ByteBuffer bytes, int count) {
    ByteBuffer source = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (dtype == Dtype.F64) {
      for (int i = 0; i < count; i++) {
        sums[i] -= source.getDouble(8 * i);
      }
      return;
    }
    decode(dtype, source, count);
    for (int i = 0; i < count; i++) {
      sums[i] -= floats[i];
    }
  }

  private void decode(Dtype dtype, ByteBuffer source, int count) {
    if (dtype == Dtype.F32) {
      source.asFloatBuffer().get(floats, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      short bits = source.getShort(2 * i);
      floats[i] = dtype == Dtype.F16 ? Halves.f16ToFloat(bits) : Halves.bf16ToFloat(bits);
    }
  }

  /** Adds coefficient × values, read from a float32 tensor. */
  void add(double coefficient, SafetensorsFile file, TensorInfo tensor, long from, int count) {
    file.read(tensor, 4 * from, read.clear().limit(4 * count));
    read.flip().asFloatBuffer().get(floats, 0, count);
    for (int i = 0; i < count; i++) {
      sums[i] += coefficient * floats[i];
    }
  }

  /**
   * The bytes of base + coefficient × values for float32 tensors: the same numbers as by {@link
   * #start}, {@link #add} and {@link #encode}, in one go, because most models are of this kind.
   *
   * @throws TbarException where a value is not finite
   */
  ByteBuffer added(
      ByteBuffer base,
      double coefficient,
      SafetensorsFile file,
      TensorInfo tensor,
      long from,
      int count) {
    decode(Dtype.F32, base.slice().order(ByteOrder.LITTLE_ENDIAN), count);
    file.read(tensor, 4 * from, read.clear().limit(4 * count));
    read.flip().asFloatBuffer().get(others, 0, count);
    for (int i = 0; i < count; i++) {
      floats[i] = (float) (floats[i] + coefficient * others[i]);
    }
    out.clear().asFloatBuffer().put(floats, 0, count);
    out.asIntBuffer().get(bits, 0, count);
    int largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, bits[i] & 0x7fffffff);
    }
    requireFinite(largest < INFINITE, tensor.name(), Dtype.F32);
    return out.limit(4 * count);
  }

  /**
   * The window's bytes in the dtype, position 0; valid until the next call.
   *
   * @throws TbarException where a value is not finite, which the user should know of rather than
   *     store
   */
  ByteBuffer encode(Dtype dtype, int count, String tensor) {
    out.clear();
    boolean finite = true;
    switch (dtype) {
      case F32 -> {
        for (int i = 0; i < count; i++) {
          floats[i] = (float) sums[i];
          finite &= Math.abs(floats[i]) <= Float.MAX_VALUE;
        }
        out.asFloatBuffer().put(floats, 0, count);
      }
      case F16 -> {
        for (int i = 0; i < count; i++) {
          short bits = Halves.floatToF16((float) sums[i]);
          finite &= (bits & 0x7c00) != 0x7c00;
          out.putShort(2 * i, bits);
        }
      }
      case BF16 -> {
        for (int i = 0; i < count; i++) {
          short bits = Halves.floatToBf16((float) sums[i]);
          finite &= (bits & 0x7f80) != 0x7f80;
          out.putShort(2 * i, bits);
        }
      }
      case F64 -> {
        for (int i = 0; i < count; i++) {
          finite &= Math.abs(sums[i]) <= Double.MAX_VALUE;
        }
        out.asDoubleBuffer().put(sums, 0, count);
      }
      default -> throw new IllegalArgumentException("Not computable: " + dtype);
    }
    requireFinite(finite, tensor, dtype);
    return out.limit(dtype.bytes() * count);
  }

  private static void requireFinite(boolean finite, String tensor, Dtype dtype) {
    if (!finite) {
      throw TbarException.badInput(
          "Tensor '%s' would hold values that are not finite in %s: base or vector holds NaN or"
              + " infinite values, or the coefficient is too large.",
          tensor, dtype);
    }
  }
}
