package io.tbar.data;

import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of the bytes of a picture file: what makes two samples the same image. */
public final class ContentHash {
  private ContentHash() {}

  /** In lower-case hex; of a file that cannot be read its name, which equals no hash. */
  public static String of(Sample sample) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(sample.source().read()));
    } catch (UncheckedIOException e) {
      return "unreadable " + sample.source();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
