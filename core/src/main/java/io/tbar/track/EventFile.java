package io.tbar.track;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * TensorBoard's event file: records framed as TFRecord (length, masked CRC-32C of it, bytes, masked
 * CRC-32C of them), each an Event in protocol buffers' wire format, the first naming the version.
 */
final class EventFile {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int MASK = 0xa282ead8;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  /**
   * @param seconds since 1970
   */
  EventFile(double seconds) {
    Message version = new Message().fixed64(1, seconds).bytes(3, utf8("brain.Event:2"));
    record(version.bytes());
  }

  /** One scalar. */
  EventFile scalar(double seconds, long step, String tag, double value) {
    Message one = new Message().bytes(1, utf8(tag)).fixed32(2, (float) value);
    Message summary = new Message().bytes(1, one.bytes());
    record(new Message().fixed64(1, seconds).varint(2, step).bytes(5, summary.bytes()).bytes());
    return this;
  }

  byte[] bytes() {
    return file.toByteArray();
  }

  private void record(byte[] data) {
    byte[] length = little(Long.BYTES).putLong(data.length).array();
    file.writeBytes(length);
    file.writeBytes(little(Integer.BYTES).putInt(masked(length)).array());
    file.writeBytes(data);
    file.writeBytes(little(Integer.BYTES).putInt(masked(data)).array());
  }

  static int masked(byte[] data) {
    CRC32C sum = new CRC32C();
    sum.update(data);
    return Integer.rotateRight((int) sum.getValue(), 15) + MASK;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A message in the wire format. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message varint(int field, long value) {
      key(field, VARINT);
      number(value);
      return this;
    }

    Message fixed64(int field, double value) {
      key(field, FIXED64);
      out.writeBytes(little(Double.BYTES).putDouble(value).array());
      return this;
    }

    Message fixed32(int field, float value) {
      key(field, FIXED32);
      out.writeBytes(little(Float.BYTES).putFloat(value).array());
      return this;
    }

    Message bytes(int field, byte[] value) {
      key(field, BYTES);
      number(value.length);
      out.writeBytes(value);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private void key(int field, int type) {
      number((long) field << 3 | type);
    }

    private void number(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
