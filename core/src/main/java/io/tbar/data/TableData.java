package io.tbar.data;

import io.tbar.base.TbarException;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A CSV or TSV file with a header: a column for the path (taken from the table's folder), and one
 * for the label or the caption or both.
 */
final class TableData {
  private static final List<String> PATHS =
      List.of("path", "filepath", "file_path", "file", "filename", "file_name", "image", "img");
  private static final List<String> LABELS = List.of("label", "class", "cls", "class_name");
  private static final List<String> CAPTIONS = List.of("caption", "text", "title");

  private static final int LONGEST_SHOWN = 200;

  /** Rows are held in memory; a list of pictures on a disk is not longer. */
  private static final int MOST_ROWS = 10_000_000;

  private final List<String> notes = new ArrayList<>();
  private final Path file;
  private final @Nullable ClassNames classes;
  private int path = -1;
  private int label = -1;
  private int caption = -1;

  private TableData(Path file, @Nullable ClassNames classes) {
    this.file = file;
    this.classes = classes;
  }

  static boolean isTable(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".tsv");
  }

  static ImageData read(String spec, Path file, @Nullable ClassNames classes) {
    try (CsvReader reader = new CsvReader(file, separator(file))) {
      return new TableData(file, classes).read(spec, reader);
    } catch (IOException e) {
      throw TbarException.badInput("The table %s cannot be read: %s.", file, IoReason.of(e));
    }
  }

  /** The one that parts the first line into known names; by the file's name where none does. */
  private static char separator(Path file) throws IOException {
    boolean tabs = file.toString().toLowerCase(Locale.ROOT).endsWith(".tsv");
    for (char separator :
        tabs ? new char[] {'\t', ',', ';', '|'} : new char[] {',', '\t', ';', '|'}) {
      try (CsvReader reader = new CsvReader(file, separator)) {
        List<String> header = reader.next();
        if (header != null && first(plain(header), PATHS) >= 0) {
          return separator;
        }
      }
    }
    return tabs ? '\t' : ',';
  }

  private static List<String> plain(List<String> header) {
    return header.stream().map(h -> h.strip().toLowerCase(Locale.ROOT)).toList();
  }

  private ImageData read(String spec, CsvReader reader) throws IOException {
    List<String> header = reader.next();
    if (header == null) {
      throw TbarException.badInput("The table %s is empty.", file);
    }
    columns(header);
    List<Row> rows = new ArrayList<>();
    for (List<String> row = reader.next(); row != null; row = reader.next()) {
      if (rows.size() == MOST_ROWS) {
        throw TbarException.badInput("The table %s has more than %,d rows.", file, MOST_ROWS);
      }
      if (row.size() != header.size()) {
        throw TbarException.badInput(
            "Line %d of %s has %d columns, the header has %d.",
            reader.line(), file, row.size(), header.size());
      }
      rows.add(
          new Row(
              row.get(path).strip(),
              label < 0 ? "" : row.get(label).strip(),
              caption < 0 ? null : row.get(caption),
              reader.line()));
    }
    if (rows.isEmpty()) {
      throw TbarException.badInput("The table %s names no images.", file);
    }
    return toData(spec, rows);
  }

  private void columns(List<String> header) {
    List<String> plain = plain(header);
    path = first(plain, PATHS);
    label = first(plain, LABELS);
    caption = first(plain, CAPTIONS);
    if (path < 0) {
      throw TbarException.badInput(
          "The table %s has no column \"path\" in its first line (found %s); columns are parted by"
              + " commas, tabs or semicolons.",
          file, shown(header));
    }
    if (label < 0 && caption < 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "The table %s has no column of labels or captions (found %s; known are %s and %s).",
              file,
              shown(header),
              String.join(", ", LABELS),
              String.join(", ", CAPTIONS)));
    }
  }

  private static String shown(List<String> header) {
    String all = String.join(", ", header);
    return all.length() <= LONGEST_SHOWN ? all : all.substring(0, LONGEST_SHOWN) + "…";
  }

  private static int first(List<String> header, List<String> names) {
    return names.stream().mapToInt(header::indexOf).filter(i -> i >= 0).findFirst().orElse(-1);
  }

  private ImageData toData(String spec, List<Row> rows) {
    ClassNames names = classes == null ? namesIn(rows) : classes;
    Labels labels = new Labels(names);
    Set<String> keys = new HashSet<>();
    List<Sample> samples = new ArrayList<>(rows.size());
    boolean anyThere = false;
    for (Row row : rows) {
      File picture = resolve(row).toFile();
      String where = "line " + row.line + " of " + file;
      int index = row.label.isEmpty() ? -1 : labels.index(row.label, where);
      String key = keys.add(row.path) ? row.path : row.path + "#" + row.line;
      // A missing file is skipped and counted with the damaged ones when it is read.
      anyThere |= picture.isFile();
      samples.add(
          new Sample(
              key, new ByteSource(picture.toPath(), 0, picture.length()), index, row.caption));
    }
    if (!anyThere) {
      throw TbarException.badInput(
          "None of the %d images that %s names exists; the first is looked for as %s.",
          rows.size(), file, resolve(rows.get(0)));
    }
    return new ImageData(spec, samples, names == null ? List.of() : names.names(), notes);
  }

  /** The distinct names where labels are names; null where they are numbers or missing. */
  private static @Nullable ClassNames namesIn(List<Row> rows) {
    TreeSet<String> names = new TreeSet<>();
    for (Row row : rows) {
      if (!row.label.isEmpty()) {
        names.add(row.label);
      }
    }
    boolean numbers = names.stream().allMatch(TableData::isNumber);
    return numbers ? null : new ClassNames(List.copyOf(names));
  }

  /** Also -1 and 3.0, which the reader of labels then names as what they are. */
  private static boolean isNumber(String label) {
    try {
      Double.parseDouble(label);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private Path resolve(Row row) {
    try {
      Path plain = file.toAbsolutePath().resolveSibling(row.path).normalize();
      return plain.toFile().exists() ? plain : otherForm(plain, row.path);
    } catch (InvalidPathException e) {
      throw TbarException.badInput(
          "Line %d of %s holds no path but \"%s\".", row.line, file, row.path);
    }
  }

  /** The file under the same name with its accents apart or as one letter, if there is one. */
  private Path otherForm(Path plain, String path) {
    for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
      Path other =
          file.toAbsolutePath().resolveSibling(Normalizer.normalize(path, form)).normalize();
      if (other.toFile().exists()) {
        return other;
      }
    }
    return plain;
  }

  private record Row(String path, String label, @Nullable String caption, int line) {}
}
