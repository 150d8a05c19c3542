package io.tbar.image;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a file is by its first bytes: one of the formats that are read, or one known by name. */
enum PictureFormat {
  JPEG,
  PNG,
  GIF,
  BMP,
  WEBP;

  private static final String READ = "JPEG, PNG, GIF, BMP or WebP";

  /** The format, or null for anything that is not read, whatever it is called. */
  static @Nullable PictureFormat of(byte[] file) {
    String start = start(file);
    if (start.startsWith("\u00FF\u00D8\u00FF")) {
      return JPEG;
    }
    if (start.startsWith("\u0089PNG\r\n\u001A\n")) {
      return PNG;
    }
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return GIF;
    }
    if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
      return WEBP;
    }
    // Behind the mark and the sizes comes the length of a header, of which few are in use.
    boolean bitmap =
        start.startsWith("BM") && start.length() > 18 && start.startsWith("\0\0\0", 15);
    return bitmap ? BMP : null;
  }

  /** What a file is that is not read, to continue "the image X ...". */
  static String other(byte[] file) {
    String name = known(start(file));
    return name == null
        ? "is no " + READ + " file"
        : "is " + name + ", which is not read: convert it to PNG or JPEG";
  }

  private static @Nullable String known(String start) {
    if (start.startsWith("II*\0")
        || start.startsWith("MM\0*")
        || start.startsWith("II+\0")
        || start.startsWith("MM\0+")) {
      return "a TIFF file";
    }
    if (start.startsWith("ftyp", 4)) {
      return box(start.substring(8, Math.min(12, start.length())));
    }
    if (start.startsWith("\u00FF\n") || start.startsWith("JXL ", 4)) {
      return "a JPEG XL file";
    }
    if (start.startsWith("jP  ", 4) || start.startsWith("\u00FFO\u00FFQ")) {
      return "a JPEG 2000 file";
    }
    if (start.startsWith("II\u00BC")) {
      return "a JPEG XR file";
    }
    if (start.startsWith("8BPS")) {
      return "a Photoshop file";
    }
    if (start.startsWith("qoif")) {
      return "a QOI file";
    }
    if (start.startsWith("DDS ")) {
      return "a DDS file";
    }
    if (start.startsWith("\0\0\1\0") || start.startsWith("\0\0\2\0")) {
      return "an icon file";
    }
    if (start.matches("(?s)P[1-7fF]\\s.*")) {
      return "a PNM file";
    }
    String text = start.stripLeading().toLowerCase(Locale.ROOT);
    if (text.startsWith("<svg") || text.startsWith("<?xml")) {
      return "an SVG or XML file";
    }
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return "a web page";
    }
    if (start.startsWith("%PDF")) {
      return "a PDF file";
    }
    return start.startsWith("version https://git-lfs")
        ? "a large-file pointer ('git lfs pull' fetches the file)"
        : null;
  }

  private static String box(String brand) {
    return switch (brand) {
      case "avif", "avis" -> "an AVIF file";
      case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1" -> "a HEIC file";
      case "crx " -> "a camera's raw file";
      default -> "a film or another file of the ISO base media kind";
    };
  }

  private static String start(byte[] file) {
    return new String(file, 0, Math.min(64, file.length), StandardCharsets.ISO_8859_1);
  }
}
