package io.tbar.checkpoint;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.TensorData;
import io.tbar.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/**
 * A tensor of the other layout, made of the bytes of this one: passed through, joined, cut, or
 * transposed; no value is calculated with.
 *
 * @param parts of the checkpoint that follow each other in the canonical tensor
 * @param from first byte to take of what the parts make together
 * @param size bytes to take
 * @param transpose whether the one part is written as its transpose
 */
record ConvertedTensor(
    String name,
    Dtype dtype,
    long[] shape,
    Checkpoint checkpoint,
    List<TensorInfo> parts,
    long from,
    long size,
    boolean transpose,
    Progress progress)
    implements TensorData {
  private static final int CHUNK = 1 << 20;

  ConvertedTensor {
    for (TensorInfo part : parts) {
      if (part.dtype() != dtype) {
        throw TbarException.badInput(
            "'%s': '%s' is %s and '%s' %s; they become one tensor and must have one dtype.",
            checkpoint.path(), parts.get(0).name(), dtype, part.name(), part.dtype());
      }
    }
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  @Override
  public void writeTo(WritableByteChannel out) throws IOException {
    progress.check();
    if (transpose) {
      writeAll(out, transposed());
      return;
    }
    long skip = from;
    long left = size;
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, Math.max(1, size)));
    for (TensorInfo part : parts) {
      long offset = Math.min(skip, part.size());
      skip -= offset;
      while (offset < part.size() && left > 0) {
        chunk.clear().limit((int) Math.min(chunk.capacity(), left));
        int count = checkpoint.file(part.name()).read(part, offset, chunk);
        offset += count;
        left -= count;
        writeAll(out, chunk.flip());
      }
    }
  }

  private ByteBuffer transposed() {
    TensorInfo part = parts.get(0);
    ByteBuffer bytes = checkpoint.file(part.name()).bytes(part);
    ByteBuffer result = ByteBuffer.allocate(bytes.capacity());
    int rows = Math.toIntExact(part.shape()[0]);
    int columns = Math.toIntExact(part.shape()[1]);
    int element = dtype.bytes();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result.put(
            (column * rows + row) * element, bytes, (row * columns + column) * element, element);
      }
    }
    return result;
  }

  private static void writeAll(WritableByteChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
