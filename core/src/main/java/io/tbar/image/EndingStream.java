package io.tbar.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Bytes in memory for a reader that goes on behind their end as if zeros followed: some looks ahead
 * are its right, millions are a damaged file that would keep it busy for minutes.
 */
final class EndingStream extends ImageInputStreamImpl {
  private static final int MOST_BEHIND = 100_000;

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
  public long length() {
    return bytes.length;
  }
}
