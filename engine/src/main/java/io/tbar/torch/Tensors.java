package io.tbar.torch;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Java arrays to tensors on the engine's device, and back. Results belong to the current {@link
 * Scope}.
 */
public final class Tensors {
  static {
    NativeSettings.apply();
  }

  private Tensors() {}

  /** A float32 tensor holding a copy of the values, row by row. */
  public static Tensor of(float[] values, long... shape) {
    Tensor t = empty(ScalarType.Float, values.length, shape);
    if (values.length > 0) {
      new FloatPointer(t.data_ptr()).put(values);
    }
    return ComputeDevice.place(t);
  }

  /** An int64 tensor holding a copy of the values, row by row. */
  public static Tensor of(long[] values, long... shape) {
    Tensor t = empty(ScalarType.Long, values.length, shape);
    if (values.length > 0) {
      new LongPointer(t.data_ptr()).put(values);
    }
    return ComputeDevice.place(t);
  }

  /** Token ids or labels, widened to int64. */
  public static Tensor of(int[] values, long... shape) {
    long[] wide = new long[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return of(wide, shape);
  }

  /** A uint8 tensor holding a copy of the bytes. */
  public static Tensor ofBytes(byte[] values, long... shape) {
    Tensor t = empty(ScalarType.Byte, values.length, shape);
    if (values.length > 0) {
      new BytePointer(t.data_ptr()).put(values);
    }
    return ComputeDevice.place(t);
  }

  /** Zeros in float32. */
  public static Tensor zeros(long... shape) {
    return ComputeDevice.place(torch.zeros(shape));
  }

  /** The values as float32, row by row, whatever the dtype, strides and device. */
  public static float[] floats(Tensor t) {
    try (Scope s = new Scope()) {
      Tensor c = t.detach().to(ScalarType.Float).cpu().contiguous();
      float[] values = new float[Math.toIntExact(c.numel())];
      if (values.length > 0) {
        new FloatPointer(c.data_ptr()).get(values);
      }
      return values;
    }
  }

  /** The values of an integer tensor, row by row. */
  public static long[] longs(Tensor t) {
    try (Scope s = new Scope()) {
      Tensor c = t.to(ScalarType.Long).cpu().contiguous();
      long[] values = new long[Math.toIntExact(c.numel())];
      if (values.length > 0) {
        new LongPointer(c.data_ptr()).get(values);
      }
      return values;
    }
  }

  /** The values of a matrix, row by row. */
  public static float[][] rows(Tensor t) {
    float[] flat = floats(t);
    int rows = Math.toIntExact(t.size(0));
    int width = rows == 0 ? 0 : flat.length / rows;
    float[][] result = new float[rows][width];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(flat, r * width, result[r], 0, width);
    }
    return result;
  }

  /** The value of a tensor of one element. */
  public static float item(Tensor t) {
    return t.item_float();
  }

  /** The shape as an array. */
  public static long[] shape(Tensor t) {
    long[] shape = new long[Math.toIntExact(t.dim())];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = t.size(i);
    }
    return shape;
  }

  private static Tensor empty(ScalarType type, long count, long[] shape) {
    long product = 1;
    for (long n : shape) {
      product *= n;
    }
    if (product != count) {
      throw new IllegalArgumentException(count + " values for " + product + " elements");
    }
    return torch.empty(shape, new TensorOptions(type), null);
  }
}
