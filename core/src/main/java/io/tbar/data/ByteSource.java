package io.tbar.data;

import io.tbar.base.PlainFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A range of a file: a whole picture file, or a member of a tar. Read on demand, so that memory
 * stays flat.
 */
public record ByteSource(Path file, long offset, long length) {
  /** All bytes of the range. */
  public byte[] read() {
    PlainFile.require(file); // a pipe would be waited for for ever
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(length));
      while (buffer.hasRemaining() && in.read(buffer, offset + buffer.position()) >= 0) {}
      if (buffer.hasRemaining()) {
        throw new IOException("ends after " + buffer.position() + " of " + length + " bytes");
      }
      return buffer.array();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + IoReason.of(e), e);
    }
  }
}
