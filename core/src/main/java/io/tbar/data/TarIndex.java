package io.tbar.data;

import io.tbar.base.TbarException;
import io.tbar.data.TarHeader.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where each file of a tar lies: one pass over the headers, nothing is unpacked. Knows ustar, GNU
 * long names, pax paths and sizes; refuses sparse members, damage and files that were cut short.
 */
final class TarIndex {
  /** Longer extended headers are damage, not names. */
  private static final long MAX_EXTENSION = 1 << 20;

  private final Path file;
  private final FileChannel in;
  private final long length;
  private long at;
  private @Nullable String nextName;
  private long nextSize = -1;

  private TarIndex(Path file, FileChannel in) throws IOException {
    this.file = file;
    this.in = in;
    this.length = in.size();
  }

  /**
   * The regular files of a tar in their order.
   *
   * @throws TbarException BAD_INPUT where it is damaged, with the byte and the rule
   */
  static List<Member> read(Path file) {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      return new TarIndex(file, in).members();
    } catch (IOException e) {
      throw TbarException.badInput("The archive %s cannot be read: %s.", file, IoReason.of(e));
    }
  }

  private List<Member> members() throws IOException {
    List<Member> members = new ArrayList<>();
    while (true) {
      long headerAt = at;
      byte[] block = bytes(TarHeader.BLOCK, "a header");
      if (TarHeader.isEnd(block)) {
        return members;
      }
      TarHeader header = header(block, headerAt);
      long size = size(header);
      String name = nextName == null || isExtension(header) ? header.name() : nextName;
      if (size > length - at) {
        throw TbarException.badInput(
            "The archive %s ends inside its member %s (needs %d bytes from byte %d, the file has"
                + " %d): it was cut short, copy it again.",
            file, printable(name), size, at, length);
      }
      if (isExtension(header)) {
        extension(header, headerAt);
      } else {
        if (header.type() == 'S') {
          throw TbarException.badInput(
              "The archive %s stores its member %s in sparse form, which is not read: pack it"
                  + " again without --sparse.",
              file, printable(name));
        }
        if (header.isFile() && !name.endsWith("/")) {
          String plain = name.startsWith("./") ? name.substring(2) : name;
          members.add(new Member(plain, new ByteSource(file, at, size)));
        }
        nextName = null;
        nextSize = -1;
      }
      at += (size + TarHeader.BLOCK - 1) / TarHeader.BLOCK * TarHeader.BLOCK;
    }
  }

  private long size(TarHeader header) {
    if (header.type() >= '1' && header.type() <= '6') {
      // Links, folders and devices have no content, whatever their size field says.
      return 0;
    }
    return nextSize >= 0 && !isExtension(header) ? nextSize : header.size();
  }

  private static boolean isExtension(TarHeader header) {
    return "LKxXg".indexOf(header.type()) >= 0;
  }

  private TarHeader header(byte[] block, long headerAt) {
    try {
      return TarHeader.parse(block);
    } catch (Malformed e) {
      if (headerAt > 0) {
        throw TbarException.badInput(
            "The archive %s is damaged at byte %d, where a header should be: %s.",
            file, headerAt, e.rule());
      }
      boolean gzip = block[0] == 0x1f && block[1] == (byte) 0x8b;
      throw TbarException.badInput(
          "The file %s is no tar archive%s.",
          file, gzip ? " but gzip-compressed: unpack it with gunzip first" : "");
    }
  }

  /** Long names and pax records; leaves the position where it is. */
  private void extension(TarHeader header, long headerAt) throws IOException {
    if (header.size() > MAX_EXTENSION) {
      throw TbarException.badInput(
          "The archive %s is damaged at byte %d: an extended header of %d bytes.",
          file, headerAt, header.size());
    }
    long back = at;
    byte[] content = bytes((int) header.size(), "an extended header");
    at = back;
    if (header.type() == 'L') {
      String name = new String(content, StandardCharsets.UTF_8);
      int end = name.indexOf('\0');
      nextName = end < 0 ? name : name.substring(0, end);
    } else if (header.type() == 'x' || header.type() == 'X') {
      pax(content, headerAt);
    }
  }

  /** Records of the form "length key=value\n"; the length counts itself. */
  private void pax(byte[] content, long headerAt) {
    int from = 0;
    while (from < content.length && content[from] != 0) {
      int blank = from;
      int size = 0;
      while (blank < content.length && content[blank] >= '0' && content[blank] <= '9') {
        size = Math.min(size * 10 + (content[blank++] - '0'), (int) MAX_EXTENSION + 1);
      }
      int end = from + size;
      if (end > content.length
          || blank + 1 >= end
          || content[blank] != ' '
          || content[end - 1] != '\n') {
        throw TbarException.badInput(
            "The archive %s is damaged at byte %d: a malformed pax record.", file, headerAt);
      }
      String pair = new String(content, blank + 1, end - blank - 2, StandardCharsets.UTF_8);
      int equals = pair.indexOf('=');
      if (equals > 0) {
        record(pair.substring(0, equals), pair.substring(equals + 1), headerAt);
      }
      from = end;
    }
  }

  private void record(String key, String value, long headerAt) {
    if (key.equals("path")) {
      nextName = value;
    } else if (key.equals("size")) {
      try {
        nextSize = Long.parseLong(value);
      } catch (NumberFormatException e) {
        nextSize = -1;
      }
      if (nextSize < 0) {
        throw TbarException.badInput(
            "The archive %s is damaged at byte %d: the size \"%s\".",
            file, headerAt, printable(value));
      }
    } else if (key.startsWith("GNU.sparse.")) {
      throw TbarException.badInput(
          "The archive %s stores a member in sparse form at byte %d, which is not read: pack it"
              + " again without --sparse.",
          file, headerAt);
    }
  }

  private byte[] bytes(int count, String what) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining() && in.read(buffer, at + buffer.position()) > 0) {}
    if (buffer.hasRemaining()) {
      if (at == 0 && length < TarHeader.BLOCK) {
        throw TbarException.badInput(
            length == 0 ? "The archive %s is empty." : "The file %s is no tar archive.", file);
      }
      throw TbarException.badInput(
          "The archive %s ends at byte %d where %s or the end mark should be: it was cut short,"
              + " copy it again.",
          file, length, what);
    }
    at += count;
    return buffer.array();
  }

  /** Damaged names may hold anything; a message stays one readable line. */
  private static String printable(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= 100 ? plain : plain.substring(0, 100) + "…";
  }
}
