package io.tbar.data;

import io.tbar.base.TbarException;
import io.tbar.base.TextEncoding;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a table after RFC 4180: quoted fields may hold separators, line ends and "" for ". */
final class CsvReader implements Closeable {
  /** A longer field means that a quote was never closed. */
  private static final int MAX_FIELD = 1 << 20;

  private static final int MAX_COLUMNS = 10_000;

  private final Path file;
  private final BufferedReader in;
  private final char separator;
  private int line = 1;
  private int rowLine = 1;

  CsvReader(Path file, char separator) throws IOException {
    this.file = file;
    this.separator = separator;
    this.in = TextEncoding.reader(file);
  }

  /** Line on which the last row began, from 1. */
  int line() {
    return rowLine;
  }

  /** The next row that is not blank, or null at the end. */
  @Nullable List<String> next() throws IOException {
    while (true) {
      rowLine = line;
      List<String> row = row();
      if (row == null || row.size() > 1 || !row.get(0).isBlank()) {
        return row;
      }
    }
  }

  private @Nullable List<String> row() throws IOException {
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean started = false;
    int c;
    while ((c = read()) >= 0) {
      started = true;
      if (quoted) {
        if (c != '"') {
          append(field, c);
        } else if (peek() == '"') {
          append(field, read());
        } else {
          quoted = false;
        }
      } else if (c == '"' && field.length() == 0) {
        quoted = true;
      } else if (c == separator) {
        if (row.size() == MAX_COLUMNS) {
          throw TbarException.badInput(
              "Line %d of %s has more than %,d columns.", rowLine, file, MAX_COLUMNS);
        }
        row.add(field.toString());
        field.setLength(0);
      } else if (c == '\n') {
        row.add(field.toString());
        return row;
      } else {
        append(field, c);
      }
    }
    if (quoted) {
      throw unclosed();
    }
    if (!started) {
      return null;
    }
    row.add(field.toString());
    return row;
  }

  private void append(StringBuilder field, int c) {
    if (field.length() >= MAX_FIELD) {
      throw unclosed();
    }
    field.append((char) c);
  }

  private TbarException unclosed() {
    return TbarException.badInput(
        "The table %s has a quote that is never closed in the row of line %d.", file, rowLine);
  }

  /** The next character; every kind of line end is a line feed. */
  private int read() throws IOException {
    try {
      int c = in.read();
      if (c == '\r') {
        in.mark(1);
        if (in.read() != '\n') {
          in.reset();
        }
        c = '\n';
      }
      line += c == '\n' ? 1 : 0;
      return c;
    } catch (CharacterCodingException e) {
      throw TbarException.badInput(
          "The table %s is not UTF-8 near line %d: save it as UTF-8.", file, line);
    }
  }

  private int peek() throws IOException {
    in.mark(1);
    int c = in.read();
    in.reset();
    return c;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
