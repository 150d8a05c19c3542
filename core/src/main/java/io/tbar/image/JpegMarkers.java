package io.tbar.image;

import io.tbar.image.UnreadableImage.Reason;

/**
 * The outline of a JPEG file: what its markers tell before anything is decoded.
 *
 * @param frame the marker of the frame header, 0xC0 to 0xCF
 * @param at where the body of the frame header begins
 * @param scans passes over the picture
 * @param whole whether the one scan holds all components
 * @param ended whether an end mark was found
 */
record JpegMarkers(int frame, int at, int scans, boolean whole, boolean ended) {
  /** Encoders write a dozen; each costs a pass over the whole picture. */
  private static final int MOST_SCANS = 100;

  static JpegMarkers of(byte[] file) throws UnreadableImage {
    int frame = 0;
    int frameAt = 0;
    int scans = 0;
    boolean whole = false;
    int at = 2;
    while (at + 3 < file.length) {
      if ((file[at] & 255) != 0xFF) {
        at++;
        continue;
      }
      int marker = file[at + 1] & 255;
      if (marker == 0xD9 && scans > 0) {
        return checked(file, new JpegMarkers(frame, frameAt, scans, whole, true));
      }
      if (marker == 0xFF) {
        at++;
        continue;
      }
      if (marker <= 1 || marker >= 0xD0 && marker <= 0xD9) {
        at += 2;
        continue;
      }
      int body = at + 4;
      if (frame == 0 && JpegColour.isFrame(marker) && body + 6 < file.length) {
        frame = marker;
        frameAt = body;
      } else if (marker == 0xDA && frame != 0 && body < file.length) {
        scans++;
        whole = file[body] == file[frameAt + 5];
      }
      at += 2 + Math.max(2, (file[at + 2] & 255) << 8 | file[at + 3] & 255);
    }
    boolean ended =
        file.length > 3
            && (file[file.length - 2] & 255) == 0xFF
            && (file[file.length - 1] & 255) == 0xD9;
    return checked(file, new JpegMarkers(frame, frameAt, scans, whole, ended));
  }

  private static JpegMarkers checked(byte[] file, JpegMarkers found) throws UnreadableImage {
    if (found.scans == 0) {
      throw new UnreadableImage(Reason.CORRUPT, "is damaged (a JPEG file without a picture)");
    }
    if (found.scans > MOST_SCANS) {
      throw new UnreadableImage(
          Reason.TOO_LARGE,
          "has " + found.scans + " scans, more than the " + MOST_SCANS + " allowed");
    }
    if (found.frame > 0xC2) {
      String kind =
          switch (found.frame) {
            case 0xC3, 0xC7, 0xCB, 0xCF -> "lossless coding";
            case 0xC5, 0xC6, 0xCD, 0xCE -> "several frames";
            default -> "arithmetic coding";
          };
      throw new UnreadableImage(
          Reason.CORRUPT, "is a JPEG file with " + kind + ", which is not read: convert it to PNG");
    }
    if (file[found.at] != 8) {
      throw new UnreadableImage(
          Reason.CORRUPT,
          "is a JPEG file of " + file[found.at] + " bits, which is not read: convert it to PNG");
    }
    return found;
  }

  /** Whether all scans are in one, so that the picture is whole when its last block is. */
  boolean endless() {
    return !ended && frame != 0xC2 && scans == 1 && whole;
  }

  /** Sampling factors of a component, across in the upper four bits. */
  int sampling(byte[] file, int component) {
    return file[at + 7 + 3 * component] & 255;
  }

  int height(byte[] file) {
    return (file[at + 1] & 255) << 8 | file[at + 2] & 255;
  }

  int width(byte[] file) {
    return (file[at + 3] & 255) << 8 | file[at + 4] & 255;
  }

  int components(byte[] file) {
    return file[at + 5];
  }

  /**
   * Whether every JDK spreads the colours alike: not spread at all, or by two across, or by two
   * both ways.
   */
  boolean usual(byte[] file) {
    int number = components(file);
    boolean equal = true;
    boolean halves = true;
    int most = sampling(file, 0);
    for (int c = 0; c < number; c++) {
      int own = sampling(file, c);
      equal &= own == most;
      halves &= own == most || own == 0x11;
    }
    return number == 1 || equal || halves && (most == 0x21 || most == 0x22);
  }
}
