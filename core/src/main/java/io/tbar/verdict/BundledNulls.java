package io.tbar.verdict;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Null sets that ship inside. */
public final class BundledNulls {
  /** Resources beside this class. */
  private static final List<String> NAMES = List.of("null-demo.json");

  private BundledNulls() {}

  /** The set of that architecture, whatever its settings and images; empty where there is none. */
  public static Optional<NullSet> of(String architecture) {
    return NAMES.stream()
        .flatMap(name -> read(name).stream())
        .filter(set -> set.architecture().equals(architecture))
        .findFirst();
  }

  private static Optional<NullSet> read(String name) {
    try (InputStream in = BundledNulls.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(NullSet.parse(in.readAllBytes(), "(bundled) " + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
