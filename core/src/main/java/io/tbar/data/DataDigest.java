package io.tbar.data;

import io.tbar.base.Sha256;
import java.nio.charset.StandardCharsets;

/** One hash for a set of images, for records: what was used, wherever it lay. */
public final class DataDigest {
  private DataDigest() {}

  /**
   * SHA-256 over a line for each sample in order: key, SHA-256 of the picture file, label.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public static String of(ImageData data) {
    StringBuilder lines = new StringBuilder();
    for (Sample sample : data.samples()) {
      lines
          .append(sample.key())
          .append(' ')
          .append(ContentHash.of(sample))
          .append(' ')
          .append(sample.label())
          .append('\n');
    }
    return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
