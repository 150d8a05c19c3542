package io.tbar.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A tensor carried over from another file. */
record FileTensor(String name, SafetensorsFile file, TensorInfo tensor) implements TensorData {
  private static final int CHUNK = 1 << 20;

  @Override
  public Dtype dtype() {
    return tensor.dtype();
  }

  @Override
  public long[] shape() {
    return tensor.shape().clone();
  }

  @Override
  public void writeTo(WritableByteChannel out) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect((int) Math.min(CHUNK, Math.max(1, tensor.size())));
    for (long offset = 0; offset < tensor.size(); ) {
      offset += file.read(tensor, offset, chunk.clear());
      chunk.flip();
      while (chunk.hasRemaining()) {
        out.write(chunk);
      }
    }
  }
}
