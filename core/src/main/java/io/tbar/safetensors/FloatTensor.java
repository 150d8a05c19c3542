package io.tbar.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Float32 values to be written in any computable dtype, rounded once, piece by piece. */
record FloatTensor(String name, Dtype dtype, long[] shape, float[] values) implements TensorData {
  private static final int CHUNK = 1 << 18;

  @Override
  public long[] shape() {
    return shape.clone();
  }

  @Override
  public void writeTo(WritableByteChannel out) throws IOException {
    for (int from = 0; from < values.length; from += CHUNK) {
      ByteBuffer piece = Floats.encode(dtype, values, from, Math.min(CHUNK, values.length - from));
      while (piece.hasRemaining()) {
        out.write(piece);
      }
    }
  }
}
