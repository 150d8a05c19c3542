package io.tbar.image;

import io.tbar.image.UnreadableImage.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sequential and progressive Huffman JPEG to coefficients (ITU T.81). For the samplings that the
 * JPEG libraries inside JDKs spread differently; the others are left to those, which are faster.
 */
final class JpegScans {
  private static final int[] NATURAL = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  private final byte[] file;
  private final JpegMarkers markers;
  private final int[][] quantisation = new int[4][64];
  private final JpegBits.@Nullable Codes[] dc = new JpegBits.Codes[4];
  private final JpegBits.@Nullable Codes[] ac = new JpegBits.Codes[4];
  private final List<JpegPart> parts = new ArrayList<>();
  private final int width;
  private final int height;
  private int maxAcross = 1;
  private int maxDown = 1;
  private int interval;
  private int run;

  private JpegScans(byte[] file, JpegMarkers markers) {
    this.file = file;
    this.markers = markers;
    this.height = word(markers.at() + 1);
    this.width = word(markers.at() + 3);
  }

  /** Raw samples of all components at full size, interleaved. */
  static byte[] samples(byte[] file, JpegMarkers markers, long maxPixels) throws UnreadableImage {
    JpegScans scans = new JpegScans(file, markers);
    TooLarge.check(scans.width, scans.height, maxPixels);
    scans.layOut();
    scans.readAll();
    return new JpegPlanes(scans.parts, scans.quantisation, scans.maxAcross, scans.maxDown)
        .interleaved(scans.width, scans.height);
  }

  private void layOut() throws UnreadableImage {
    int number = markers.components(file);
    for (int c = 0; c < number; c++) {
      int sampling = markers.sampling(file, c);
      maxAcross = Math.max(maxAcross, sampling >> 4);
      maxDown = Math.max(maxDown, sampling & 15);
    }
    int mcusAcross = (width + 8 * maxAcross - 1) / (8 * maxAcross);
    int mcusDown = (height + 8 * maxDown - 1) / (8 * maxDown);
    for (int c = 0; c < number; c++) {
      int at = markers.at() + 6 + 3 * c;
      int across = file[at + 1] >> 4 & 15;
      int down = file[at + 1] & 15;
      if (across == 0 || down == 0 || maxAcross % across != 0 || maxDown % down != 0) {
        throw new UnreadableImage(
            Reason.CORRUPT, "has a sampling of its colours that is not read: convert it to PNG");
      }
      int wide = mcusAcross * across;
      int high = mcusDown * down;
      parts.add(
          new JpegPart(
              file[at] & 255,
              across,
              down,
              file[at + 2] & 3,
              wide,
              high,
              (width * across + maxAcross - 1) / maxAcross,
              (height * down + maxDown - 1) / maxDown,
              new short[Math.multiplyExact(wide * high, 64)]));
    }
  }

  private void readAll() throws UnreadableImage {
    int at = 2;
    int left = markers.scans();
    while (left > 0 && at + 3 < file.length) {
      int marker = (file[at] & 255) == 0xFF ? file[at + 1] & 255 : 0;
      if (marker <= 1 || marker == 0xFF || marker >= 0xD0 && marker <= 0xD9) {
        at++;
        continue;
      }
      int end = at + 2 + Math.max(2, word(at + 2));
      switch (marker) {
        case 0xDB -> quantisation(at + 4, end);
        case 0xC4 -> codes(at + 4, end);
        case 0xDD -> interval = word(at + 4);
        case 0xDA -> {
          scan(at + 4, end);
          left--;
        }
        default -> {}
      }
      at = end;
    }
  }

  private void quantisation(int from, int end) {
    int at = from;
    while (at < end) {
      boolean wide = file[at] >> 4 != 0;
      int[] table = quantisation[file[at++] & 3];
      for (int i = 0; i < 64; i++) {
        table[NATURAL[i]] = wide ? word(at) : file[at] & 255;
        at += wide ? 2 : 1;
      }
    }
  }

  private void codes(int from, int end) {
    int at = from;
    while (at < end) {
      int which = file[at] & 255;
      JpegBits.Codes codes = new JpegBits.Codes(file, at + 1);
      (which >> 4 == 0 ? dc : ac)[which & 3] = codes;
      at += 1 + codes.length();
    }
  }

  private void scan(int at, int end) throws UnreadableImage {
    int number = file[at];
    List<JpegPart> some = new ArrayList<>();
    int[] tables = new int[number];
    for (int i = 0; i < number; i++) {
      int id = file[at + 1 + 2 * i] & 255;
      tables[i] = file[at + 2 + 2 * i];
      parts.stream().filter(p -> p.id() == id).findFirst().ifPresent(some::add);
    }
    if (some.size() != number || number == 0) {
      throw new UnreadableImage(Reason.CORRUPT, "is damaged (a scan of unknown components)");
    }
    int spectral = at + 1 + 2 * number;
    boolean progressive = markers.frame() == 0xC2;
    Pass pass =
        new Pass(
            new JpegBits(file, end),
            progressive ? file[spectral] & 63 : 0,
            progressive ? file[spectral + 1] & 63 : 63,
            progressive ? file[spectral + 2] >> 4 & 15 : 0,
            progressive ? file[spectral + 2] & 15 : 0,
            new int[number]);
    JpegPart only = some.get(0);
    int across = number == 1 ? (only.width() + 7) / 8 : only.blocksAcross() / only.across();
    int down = number == 1 ? (only.height() + 7) / 8 : only.blocksDown() / only.down();
    run = 0;
    for (int mcu = 0; mcu < across * down; mcu++) {
      if (interval > 0 && mcu > 0 && mcu % interval == 0) {
        pass.bits.restart();
        Arrays.fill(pass.before, 0);
        run = 0;
      }
      int x = mcu % across;
      int y = mcu / across;
      if (number == 1) {
        block(pass, only, 0, tables[0], x, y);
        continue;
      }
      for (int i = 0; i < number; i++) {
        JpegPart part = some.get(i);
        for (int v = 0; v < part.down(); v++) {
          for (int h = 0; h < part.across(); h++) {
            block(pass, part, i, tables[i], x * part.across() + h, y * part.down() + v);
          }
        }
      }
    }
  }

  /** Bits of one scan, and which coefficients and which of their bits it tells. */
  @SuppressWarnings("ArrayRecordComponent") // the last DC of each component, changed as it goes
  private record Pass(JpegBits bits, int from, int to, int high, int low, int[] before) {}

  private void block(Pass pass, JpegPart part, int index, int tables, int x, int y)
      throws UnreadableImage {
    short[] c = part.coefficients();
    int at = 64 * (y * part.blocksAcross() + x);
    JpegBits bits = pass.bits;
    if (pass.from == 0) {
      if (pass.high > 0) {
        c[at] |= (short) (bits.bit() << pass.low);
      } else {
        pass.before[index] += bits.signed(Math.min(16, told(dc, tables >> 4).next(bits)));
        c[at] = (short) (pass.before[index] << pass.low);
      }
    }
    if (pass.to > 0 && pass.high == 0) {
      first(pass, told(ac, tables), c, at);
    } else if (pass.to > 0) {
      refine(pass, told(ac, tables), c, at);
    }
  }

  private static JpegBits.Codes told(JpegBits.@Nullable Codes[] tables, int index)
      throws UnreadableImage {
    JpegBits.Codes codes = tables[index & 3];
    if (codes == null) {
      throw new UnreadableImage(Reason.CORRUPT, "is damaged (a table is missing)");
    }
    return codes;
  }

  private void first(Pass pass, JpegBits.Codes codes, short[] c, int at) throws UnreadableImage {
    if (run > 0) {
      run--;
      return;
    }
    for (int k = Math.max(1, pass.from); k <= pass.to; k++) {
      int code = codes.next(pass.bits);
      int zeros = code >> 4;
      int size = code & 15;
      if (size == 0) {
        if (zeros < 15) {
          run = (1 << zeros) - 1 + pass.bits.bits(zeros);
          return;
        }
        k += 15;
        continue;
      }
      k += zeros;
      int value = pass.bits.signed(size) << pass.low;
      if (k < 64) {
        c[at + NATURAL[k]] = (short) value;
      }
    }
  }

  private void refine(Pass pass, JpegBits.Codes codes, short[] c, int at) throws UnreadableImage {
    int k = Math.max(1, pass.from);
    if (run == 0) {
      for (; k <= pass.to; k++) {
        int code = codes.next(pass.bits);
        int zeros = code >> 4;
        int value = 0;
        if ((code & 15) != 0) {
          value = pass.bits.bit() == 1 ? 1 << pass.low : -1 << pass.low;
        } else if (zeros < 15) {
          run = (1 << zeros) + pass.bits.bits(zeros);
          break;
        }
        for (; k <= pass.to; k++) {
          int place = at + NATURAL[k];
          if (c[place] != 0) {
            correct(pass, c, place);
          } else if (zeros-- == 0) {
            if (value != 0) {
              c[place] = (short) value;
            }
            break;
          }
        }
      }
    }
    if (run > 0) {
      for (; k <= pass.to; k++) {
        if (c[at + NATURAL[k]] != 0) {
          correct(pass, c, at + NATURAL[k]);
        }
      }
      run--;
    }
  }

  private static void correct(Pass pass, short[] c, int place) throws UnreadableImage {
    int one = 1 << pass.low;
    if (pass.bits.bit() == 1 && (Math.abs(c[place]) & one) == 0) {
      c[place] += (short) (c[place] > 0 ? one : -one);
    }
  }

  private int word(int at) {
    return (file[at] & 255) << 8 | file[at + 1] & 255;
  }
}
