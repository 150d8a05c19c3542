package io.tbar.checkpoint;

import io.tbar.base.Progress;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.TensorData;
import io.tbar.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A tensor whose writing the user can watch and stop. */
record WatchedTensor(TensorData data, Watch watch) implements TensorData {
  /** Tells the user how far it is, in bytes. */
  static final class Watch {
    private final Progress progress;
    private final long total;
    private long done;

    Watch(Progress progress, Checkpoint like) {
      this.progress = progress;
      this.total = like.tensors().values().stream().mapToLong(TensorInfo::size).sum();
    }

    void step(long bytes) {
      progress.check();
      done += bytes;
      progress.update("writing the checkpoint", done, total);
    }
  }

  @Override
  public String name() {
    return data.name();
  }

  @Override
  public Dtype dtype() {
    return data.dtype();
  }

  @Override
  public long[] shape() {
    return data.shape();
  }

  @Override
  public void writeTo(WritableByteChannel out) throws IOException {
    data.writeTo(
        new WritableByteChannel() {
          @Override
          public int write(ByteBuffer bytes) throws IOException {
            watch.step(bytes.remaining());
            return out.write(bytes);
          }

          @Override
          public boolean isOpen() {
            return out.isOpen();
          }

          @Override
          public void close() {}
        });
  }
}
