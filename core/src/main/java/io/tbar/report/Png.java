package io.tbar.report;

import io.tbar.image.Pixels;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** 8-bit RGB PNG without ancillary chunks, so that equal pixels give equal bytes. */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private Png() {}

  static String dataUri(Pixels picture) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(encode(picture));
  }

  static byte[] encode(Pixels picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(SIGNATURE);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(header);
      fields.writeInt(picture.size());
      fields.writeInt(picture.size());
      fields.write(new byte[] {8, 2, 0, 0, 0});
      chunk(out, "IHDR", header.toByteArray());
      chunk(out, "IDAT", deflate(rows(picture)));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Each row with filter 1 (difference to the pixel on the left), which suits photographs. */
  private static byte[] rows(Pixels picture) {
    int size = picture.size();
    byte[] chw = picture.chw();
    byte[] rows = new byte[size * (1 + 3 * size)];
    int at = 0;
    for (int y = 0; y < size; y++) {
      rows[at++] = 1;
      for (int x = 0; x < size; x++) {
        for (int c = 0; c < 3; c++) {
          int here = c * size * size + y * size + x;
          rows[at++] = (byte) (chw[here] - (x == 0 ? 0 : chw[here - 1]));
        }
      }
    }
    return rows;
  }

  private static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater(9);
    try {
      deflater.setInput(data);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }
}
