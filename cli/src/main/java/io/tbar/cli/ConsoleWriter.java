package io.tbar.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a command says, safe to look at: a line stays a line, and what a file could command a
 * terminal with (escape codes, marks of the writing's direction, invisible characters) is shown as
 * {@code \}{@code uXXXX}, which means the same in JSON. Numbers are the same in every locale.
 */
final class ConsoleWriter extends PrintWriter {
  /** Longest value that is put into a sentence; longer ones are names of no use to a reader. */
  private static final int LONGEST_VALUE = 1000;

  private final int longestLine;

  /**
   * @param longestLine most characters of a line that are shown
   */
  ConsoleWriter(Writer out, int longestLine) {
    super(new Filter(out), true);
    this.longestLine = longestLine;
  }

  /** One line, whatever the text holds. */
  @Override
  public void println(@Nullable String text) {
    super.println(Shown.line(String.valueOf(text), longestLine));
  }

  @Override
  public void println(@Nullable Object thing) {
    super.println(Shown.line(String.valueOf(thing), longestLine));
  }

  @Override
  public PrintWriter format(String format, @Nullable Object... args) {
    return super.format(Locale.ROOT, format, shown(args));
  }

  @Override
  public PrintWriter format(@Nullable Locale locale, String format, @Nullable Object... args) {
    return super.format(Locale.ROOT, format, shown(args));
  }

  @Override
  public PrintWriter printf(String format, @Nullable Object... args) {
    return format(format, args);
  }

  @Override
  public PrintWriter printf(@Nullable Locale locale, String format, @Nullable Object... args) {
    return format(format, args);
  }

  private static @Nullable Object[] shown(@Nullable Object... args) {
    @Nullable Object[] shown = new @Nullable Object[args.length];
    for (int i = 0; i < args.length; i++) {
      boolean number = args[i] == null || args[i] instanceof Number || args[i] instanceof Character;
      shown[i] = number ? args[i] : Shown.line(String.valueOf(args[i]), LONGEST_VALUE);
    }
    return shown;
  }

  /** Makes every character harmless that is written by any way. */
  private static final class Filter extends Writer {
    private final Writer out;

    Filter(Writer out) {
      this.out = out;
    }

    @Override
    public void write(char[] chars, int start, int count) throws java.io.IOException {
      int from = start;
      for (int i = start; i < start + count; i++) {
        char c = chars[i];
        if (c != '\n' && Shown.harmful(c)) {
          out.write(chars, from, i - from);
          out.write(Shown.escape(c));
          from = i + 1;
        }
      }
      out.write(chars, from, start + count - from);
    }

    @Override
    public void flush() throws java.io.IOException {
      out.flush();
    }

    @Override
    public void close() throws java.io.IOException {
      out.close();
    }
  }
}
