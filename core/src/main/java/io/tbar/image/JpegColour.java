package io.tbar.image;

/** What the components of a JPEG mean; decided from its markers by libjpeg's rules. */
enum JpegColour {
  GREY,
  RGB,
  YCC,
  CMYK,
  YCCK;

  /** Reads markers up to the frame header. */
  static JpegColour of(byte[] file) {
    boolean jfif = false;
    int transform = -1;
    int at = 2;
    while (at + 4 <= file.length) {
      if ((file[at] & 255) != 0xFF) {
        at++;
        continue;
      }
      int marker = file[at + 1] & 255;
      if (marker == 0xFF || marker == 0 || marker == 1 || (marker >= 0xD0 && marker <= 0xD8)) {
        at += marker == 0xFF ? 1 : 2;
        continue;
      }
      int length = (file[at + 2] & 255) << 8 | (file[at + 3] & 255);
      int body = at + 4;
      if (marker == 0xE0 && length >= 16 && text(file, body, "JFIF\0")) {
        jfif = true;
      } else if (marker == 0xEE && length >= 14 && text(file, body, "Adobe")) {
        transform = file[body + 11] & 255;
      } else if (isFrame(marker)) {
        return of(file, body, jfif, transform);
      }
      at += 2 + length;
    }
    throw new IllegalArgumentException("no frame header");
  }

  private static JpegColour of(byte[] file, int frame, boolean jfif, int transform) {
    int components = file[frame + 5];
    switch (components) {
      case 1:
        return GREY;
      case 3:
        if (jfif) {
          return YCC;
        }
        if (transform >= 0) {
          return transform == 0 ? RGB : YCC;
        }
        boolean named = file[frame + 6] == 'R' && file[frame + 9] == 'G' && file[frame + 12] == 'B';
        return named ? RGB : YCC;
      case 4:
        return transform > 0 ? YCCK : CMYK;
      default:
        throw new IllegalArgumentException(components + " colour components");
    }
  }

  static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static boolean text(byte[] file, int at, String expected) {
    for (int i = 0; i < expected.length(); i++) {
      if (at + i >= file.length || file[at + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
