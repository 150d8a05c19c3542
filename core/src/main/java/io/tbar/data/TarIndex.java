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
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where each file of a tar lies: one pass over the headers, nothing is unpacked. Knows ustar, GNU
 * long names, pax paths and sizes, links inside the archive, and archives that were joined; refuses
 * sparse members, damage and files that were cut short.
 */
final class TarIndex {
  /** Longer extended headers are damage, not names. */
  private static final long MAX_EXTENSION = 1 << 20;

  /** More zeros than this after the end mark are not searched for what follows them. */
  private static final long MAX_PADDING = 64L << 20;

  private final TarLinks entries = new TarLinks();
  private final List<String> notes = new ArrayList<>();
  private int joined;
  private final Path file;
  private final FileChannel in;
  private final long length;
  private long at;
  private @Nullable String nextName;
  private @Nullable String nextLink;
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
  static Archive read(Path file) {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      return new TarIndex(file, in).archive();
    } catch (IOException e) {
      throw TbarException.badInput("The archive %s cannot be read: %s.", file, IoReason.of(e));
    }
  }

  private Archive archive() throws IOException {
    do {
      members();
    } while (another());
    return new Archive(entries.resolved(file.toString(), notes), notes);
  }

  /** Whether a further archive follows the end mark, as after joining two with cat. */
  private boolean another() throws IOException {
    long from = at;
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    while (at < length && at - from < MAX_PADDING) {
      buffer.clear();
      int read = in.read(buffer, at);
      int zeros = 0;
      while (zeros < read && buffer.get(zeros) == 0) {
        zeros++;
      }
      if (zeros < read) {
        at += zeros / TarHeader.BLOCK * TarHeader.BLOCK;
        return joined();
      }
      at += Math.max(1, read);
    }
    return false;
  }

  private boolean joined() throws IOException {
    ByteBuffer block = ByteBuffer.allocate(TarHeader.BLOCK);
    while (block.hasRemaining() && in.read(block, at + block.position()) > 0) {}
    try {
      TarHeader.parse(block.array());
      if (joined++ == 0) {
        notes.add(
            "The archive " + file + " is several archives joined into one; all of them were read.");
      }
      return true;
    } catch (Malformed e) {
      notes.add(
          String.format(
              Locale.ROOT,
              "The archive %s goes on for %d bytes after its end; they were not read.",
              file,
              length - at));
      return false;
    }
  }

  private void members() throws IOException {
    while (true) {
      long headerAt = at;
      byte[] block = bytes(TarHeader.BLOCK, "a header");
      if (TarHeader.isEnd(block)) {
        return;
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
        if (header.type() == 'M') {
          throw TbarException.badInput(
              "The archive %s is one of several volumes, which are not read: pack it again in one"
                  + " piece.",
              file);
        }
        Member member =
            new Member(
                name.startsWith("./") ? name.substring(2) : name, new ByteSource(file, at, size));
        if (header.isFile() && !name.endsWith("/")) {
          entries.file(member);
        } else if (header.isLink()) {
          entries.link(member, nextLink == null ? header.link() : nextLink, header.type() == '1');
        }
        nextLink = null;
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
    if (header.type() == 'L' || header.type() == 'K') {
      String text = new String(content, StandardCharsets.UTF_8);
      int end = text.indexOf('\0');
      String name = end < 0 ? text : text.substring(0, end);
      if (header.type() == 'L') {
        nextName = name;
      } else {
        nextLink = name;
      }
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
    } else if (key.equals("linkpath")) {
      nextLink = value;
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
