package io.tbar.data;

import java.util.Locale;
import java.util.Set;

/**
 * A file of a data set, on its own or inside a tar.
 *
 * @param name path inside the data set with forward slashes
 */
record Member(String name, ByteSource source) {
  /** Of formats that are read and of others: those are left out by name when they are read. */
  private static final Set<String> IMAGES =
      Set.of(
          "jpg", "jpeg", "jpe", "jif", "jfif", "png", "apng", "gif", "bmp", "dib", "webp", "tif",
          "tiff", "ppm", "pgm", "pbm", "pnm", "avif", "avifs", "heic", "heif", "jxl", "jp2", "j2k",
          "jpx", "jpf", "jxr", "tga", "ico", "psd", "qoi", "dng", "cr2", "nef", "arw");

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

  /** What follows the last dot, in lower case; empty where there is none. */
  String suffix() {
    String file = file();
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
  }

  /** Whether the last suffix is that of a picture; formats that cannot be read count too. */
  boolean isImage() {
    return IMAGES.contains(suffix());
  }

  /** Whether a folder of the name, or the file, begins with a dot. */
  boolean isHidden() {
    for (String part : name.split("/")) {
      if (part.startsWith(".") && !part.equals(".") && !part.equals("..")) {
        return true;
      }
    }
    return false;
  }
}
