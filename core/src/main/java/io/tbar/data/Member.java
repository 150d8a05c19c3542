package io.tbar.data;

import java.util.Locale;
import java.util.Set;

/**
 * A file of a data set, on its own or inside a tar.
 *
 * @param name path inside the data set with forward slashes
 */
record Member(String name, ByteSource source) {
  private static final Set<String> IMAGES =
      Set.of("jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "webp", "tif", "tiff", "ppm");

  /** The name without its folders. */
  String file() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** The folders, without a final slash; empty at the top. */
  String folder() {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  /** WebDataset's key: the name up to the first dot of its last part. */
  String key() {
    int from = name.lastIndexOf('/') + 1;
    // A dot in front hides a file and starts no extension.
    int dot = name.indexOf('.', from + 1);
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** WebDataset's extension: what follows the first dot, in lower case. */
  String extension() {
    int length = key().length();
    return length == name.length() ? "" : name.substring(length + 1).toLowerCase(Locale.ROOT);
  }

  /** Whether the last suffix is that of a picture; formats that cannot be read count too. */
  boolean isImage() {
    String file = file();
    int dot = file.lastIndexOf('.');
    return dot > 0 && IMAGES.contains(file.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  boolean isHidden() {
    return name.startsWith(".") || name.contains("/.");
  }
}
