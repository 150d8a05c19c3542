package io.tbar.experiment;

import io.tbar.base.FileErrors;
import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says that a runner works on a folder. Several may; versions that know of no {@link StageLeases}
 * stay out meanwhile, and are waited for. The system lets go of it however the process ends.
 */
public final class MatrixLock implements AutoCloseable {
  private final FileChannel channel;

  private MatrixLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a share of the lock.
   *
   * @throws TbarException BAD_INPUT where an older version works there, alone
   */
  public static MatrixLock take(Path folder) {
    Path file = folder.resolve("lock");
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        String holder = holder(channel);
        channel.close();
        throw TbarException.badInput(
            "Another tbar%s of an older version works in '%s'; wait until it ends, or name another"
                + " folder.",
            holder, folder);
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
          0);
      return new MatrixLock(channel);
    } catch (IOException e) {
      throw FileErrors.writing(file, e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      // Beyond the text: some systems let nobody read what is locked.
      return channel.tryLock(1 << 20, 1, true) != null;
    } catch (OverlappingFileLockException e) {
      return true; // by this very process, which leases keep in order
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(20);
    channel.read(buffer, 0);
    String pid = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
    return pid.matches("\\d+") ? " (process " + pid + ")" : "";
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("a lock that does not close", e);
    }
  }
}
