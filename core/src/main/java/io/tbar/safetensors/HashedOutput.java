package io.tbar.safetensors;

import io.tbar.base.Sha256;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Gathers writes and passes them to a second thread that hashes and writes, so that whoever makes
 * the next bytes need not wait. Holds a few fixed buffers, whatever the size of the file.
 */
final class HashedOutput implements WritableByteChannel {
  private static final int BUFFERS = 4;
  private static final int LARGEST_BUFFER = 1 << 21;

  /** Bytes after which the disk begins its part, so that it is not all left for the end. */
  private static final long FLUSH_EVERY = 32L << 20;

  /** Bytes written at a time: what is copied for the system stays in the processor's cache. */
  private static final int PIECE = 1 << 16;

  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private final FileChannel file;
  private final MessageDigest digest = Sha256.digest();
  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final Thread writer = daemon(this::drain, "safetensors-writer");
  // A thread of its own: a flush waits for the disk, and the common pool has hashes to compute.
  private final ExecutorService flusher =
      Executors.newSingleThreadExecutor(work -> daemon(work, "safetensors-flusher"));
  private ByteBuffer gathered;
  private long written;
  private boolean ended;
  private long unflushed;
  private @Nullable Future<?> flushing;
  private volatile @Nullable Throwable failure;

  /**
   * @param size of the file to be, which bounds the buffers
   */
  HashedOutput(FileChannel file, long size) {
    this.file = file;
    int buffer = (int) Math.max(1, Math.min(LARGEST_BUFFER, size));
    // Arrays rather than direct memory: the hash is much faster on them.
    this.gathered = ByteBuffer.allocate(buffer);
    for (int i = 1; i < BUFFERS; i++) {
      free.add(ByteBuffer.allocate(buffer));
    }
    writer.start();
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  long written() {
    return written;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int count = bytes.remaining();
    while (bytes.hasRemaining()) {
      if (!gathered.hasRemaining()) {
        passOn();
      }
      int piece = Math.min(bytes.remaining(), gathered.remaining());
      gathered.put(gathered.position(), bytes, bytes.position(), piece);
      gathered.position(gathered.position() + piece);
      bytes.position(bytes.position() + piece);
    }
    written += count;
    return count;
  }

  /** Waits until all is written and returns the SHA-256 of it. */
  String end() throws IOException {
    passOn();
    stop();
    rethrow();
    return Sha256.hex(digest);
  }

  private void passOn() throws IOException {
    rethrow();
    try {
      full.put(gathered.flip());
      gathered = free.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void stop() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    try {
      full.put(END);
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      flusher.shutdown();
    }
  }

  private void rethrow() throws IOException {
    Throwable cause = failure;
    if (cause instanceof IOException io) {
      throw io;
    } else if (cause != null) {
      throw new IOException(String.valueOf(cause.getMessage()), cause);
    }
  }

  private void drain() {
    try {
      for (ByteBuffer buffer = full.take(); buffer != END; buffer = full.take()) {
        if (failure == null) {
          writeOut(buffer);
        }
        free.put(buffer.clear());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeOut(ByteBuffer buffer) {
    try {
      digest.update(buffer.duplicate());
      while (buffer.hasRemaining()) {
        int piece = Math.min(PIECE, buffer.remaining());
        int count = file.write(buffer.slice(buffer.position(), piece));
        buffer.position(buffer.position() + count);
        unflushed += count;
      }
      if (unflushed >= FLUSH_EVERY && (flushing == null || flushing.isDone())) {
        unflushed = 0;
        flushing = flusher.submit(this::flush);
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
  }

  /** Whoever flushes at the end reports what cannot be flushed. */
  private void flush() {
    try {
      file.force(false);
    } catch (IOException e) {
      return;
    }
  }

  @Override
  public boolean isOpen() {
    return !ended;
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
