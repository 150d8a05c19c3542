package io.tbar.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A tensor to be written: what the header says of it, and its bytes when they are asked for. */
public interface TensorData {
  String name();

  Dtype dtype();

  long[] shape();

  /** Writes all bytes, little endian and row-major. */
  void writeTo(WritableByteChannel out) throws IOException;

  /** A tensor whose bytes lie in memory. */
  static TensorData of(String name, Dtype dtype, long[] shape, ByteBuffer bytes) {
    return new TensorData() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Dtype dtype() {
        return dtype;
      }

      @Override
      public long[] shape() {
        return shape.clone();
      }

      @Override
      public void writeTo(WritableByteChannel out) throws IOException {
        ByteBuffer rest = bytes.duplicate();
        while (rest.hasRemaining()) {
          out.write(rest);
        }
      }
    };
  }

  /** A float32 tensor. */
  static TensorData ofFloats(String name, long[] shape, float[] values) {
    return ofFloats(name, Dtype.F32, shape, values);
  }

  /** Float32 values in another computable dtype, rounded once to nearest even. */
  static TensorData ofFloats(String name, Dtype dtype, long[] shape, float[] values) {
    return new FloatTensor(name, dtype, shape, values);
  }

  /** A tensor of another file, carried byte by byte without being held in memory. */
  static TensorData of(SafetensorsFile file, TensorInfo tensor) {
    return of(tensor.name(), file, tensor);
  }

  /** A tensor of another file under a new name. */
  static TensorData of(String name, SafetensorsFile file, TensorInfo tensor) {
    return new FileTensor(name, file, tensor);
  }
}
