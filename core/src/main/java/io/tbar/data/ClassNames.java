package io.tbar.data;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The classes in order; the line number from 0 is the class index. Names may occur twice (ImageNet
 * has two such pairs): the first index then stands for both.
 */
public record ClassNames(List<String> names) {
  public ClassNames {
    names = List.copyOf(names);
  }

  /**
   * Reads one name a line, UTF-8. Blank lines at the end are left out; one in between would shift
   * every later index and is refused.
   *
   * @throws TbarException BAD_INPUT where the file is missing, empty or not such a list
   */
  public static ClassNames read(Path file) {
    List<String> names = new ArrayList<>();
    for (String line : lines(file)) {
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

  private static List<String> lines(Path file) {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      if (!lines.isEmpty() && lines.get(0).startsWith("\uFEFF")) {
        lines.set(0, lines.get(0).substring(1));
      }
      return lines;
    } catch (NoSuchFileException e) {
      throw TbarException.badInput("The class file %s does not exist.", file);
    } catch (CharacterCodingException e) {
      throw TbarException.badInput("The class file %s is not UTF-8 text.", file);
    } catch (IOException e) {
      throw TbarException.badInput("The class file %s cannot be read: %s.", file, IoReason.of(e));
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
    int exact = names.indexOf(label);
    if (exact >= 0) {
      return OptionalInt.of(exact);
    }
    String plain = Names.plain(label);
    for (int i = 0; i < names.size(); i++) {
      if (Names.plain(names.get(i)).equals(plain)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** The class whose spelling is nearest to a label. */
  public String nearest(String label) {
    return Names.nearest(label, names);
  }
}
