package io.tbar.data;

import io.tbar.base.TbarException;
import io.tbar.base.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The classes in order; the line number from 0 is the class index. Names may occur twice (ImageNet
 * has two such pairs): the first index then stands for both.
 */
public final class ClassNames {
  /** The largest vocabularies of pictures have some 20,000 names. */
  private static final int MOST = 100_000;

  private final List<String> names;
  private final Map<String, Integer> exact = new HashMap<>();
  private final Map<String, Integer> plain = new HashMap<>();

  public ClassNames(List<String> names) {
    this.names = List.copyOf(names);
    for (int i = 0; i < this.names.size(); i++) {
      exact.putIfAbsent(this.names.get(i), i);
      plain.putIfAbsent(Names.plain(this.names.get(i)), i);
    }
  }

  /** The names in their order. */
  public List<String> names() {
    return names;
  }

  /**
   * Reads one name a line, UTF-8 or UTF-16 with a byte order mark. Blank lines at the end are left
   * out; one in between would shift every later index and is refused.
   *
   * @throws TbarException BAD_INPUT where the file is missing, empty or not such a list
   */
  public static ClassNames read(Path file) {
    List<String> names = new ArrayList<>();
    for (String line : TextFile.lines(file, "the class file", MOST)) {
      names.add(line.strip());
    }
    while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
      names.remove(names.size() - 1);
    }
    if (names.isEmpty()) {
      throw TbarException.badInput("The class file %s is empty: give one class name a line.", file);
    }
    int blank = names.indexOf("");
    if (blank >= 0) {
      throw TbarException.badInput(
          "Line %d of the class file %s is blank: give one class name a line without gaps.",
          blank + 1, file);
    }
    ListForm.refuseOther(file, names);
    return new ClassNames(names);
  }

  /** Common object names that ship inside, for where nobody knows what classes there are. */
  public static ClassNames commonObjects() {
    try (InputStream in = ClassNames.class.getResourceAsStream("common-objects.txt")) {
      return new ClassNames(
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Refuses names that occur twice, where each must stand for itself.
   *
   * @param origin of the names, for the message
   * @throws TbarException BAD_INPUT naming the first one
   */
  public void requireDistinct(String origin) {
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Integer before = first.putIfAbsent(Names.plain(names.get(i)), i);
      if (before != null) {
        throw TbarException.badInput(
            "%s names \"%s\" in line %d and \"%s\" in line %d, which share one answer; keep one of"
                + " them.",
            origin, names.get(before), before + 1, names.get(i), i + 1);
      }
    }
  }

  public int size() {
    return names.size();
  }

  /** The name of a class. */
  public String name(int index) {
    return names.get(index);
  }

  /**
   * The index of a label: its exact name, or the one that differs only in case, blanks and
   * underscores.
   *
   * @throws TbarException BAD_INPUT naming the nearest class where there is none
   */
  public int indexOf(String label) {
    return find(label)
        .orElseThrow(
            () ->
                TbarException.badInput(
                    "The label \"%s\" is not among the %d classes; the nearest is \"%s\".",
                    label, size(), nearest(label)));
  }

  /** As {@link #indexOf}, but empty where there is none. */
  public OptionalInt find(String label) {
    Integer index = exact.get(label);
    if (index == null) {
      index = plain.get(Names.plain(label));
    }
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** The class whose spelling is nearest to a label. */
  public String nearest(String label) {
    return Names.nearest(label, names);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClassNames that && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    return names.toString();
  }
}
