package io.tbar.image;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Bytes in memory for a reader that goes on behind their end as if zeros followed: some looks ahead
 * are its right, millions are a damaged file that would keep it busy for minutes. Its length is not
 * told: the library refuses pictures of one colour by the ratio of their size to it.
 */
final class EndingStream extends ImageInputStreamImpl {
  private static final int MOST_BEHIND = 100_000;

  /** One for all ends, without a trace: the reader meets it at every look ahead. */
  private static final EOFException END = new End();

  private static final class End extends EOFException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private final byte[] bytes;
  private int behind;

  EndingStream(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    if (streamPos < bytes.length) {
      return bytes[(int) streamPos++] & 0xff;
    }
    count();
    return -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    int left = (int) Math.max(0, bytes.length - streamPos);
    if (left == 0 && length > 0) {
      count();
      return -1;
    }
    int count = Math.min(length, left);
    System.arraycopy(bytes, (int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  private void count() throws IOException {
    if (++behind > MOST_BEHIND) {
      throw new IOException("ends early");
    }
  }

  @Override
  public byte readByte() throws IOException {
    int value = read();
    if (value < 0) {
      throw END;
    }
    return (byte) value;
  }

  @Override
  public long readLong() throws IOException {
    if (streamPos + Long.BYTES > bytes.length) {
      throw END;
    }
    return super.readLong();
  }
}
