package io.tbar.data;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Files of a data set that are not read, counted by their suffix. */
final class LeftOut {
  private static final int MOST_KINDS = 8;

  private final Map<String, Integer> kinds = new TreeMap<>();
  private String first = "";
  private int count;

  void add(Member member, String kind) {
    if (count++ == 0) {
      first = member.name();
    }
    String name = kind.isEmpty() ? "without a suffix" : "." + kind;
    kinds.merge(
        kinds.containsKey(name) || kinds.size() < MOST_KINDS ? name : "others", 1, Integer::sum);
  }

  /** One sentence, or none where nothing was left out. */
  List<String> notes(String spec) {
    return sentences(
        "Left out of "
            + spec
            + (count == 1 ? ": %d file that is no image" : ": %d files that are no images"));
  }

  /**
   * One sentence, or none where nothing was left out.
   *
   * @param format how it begins, with {@code %d} for the number
   */
  List<String> sentences(String format) {
    if (count == 0) {
      return List.of();
    }
    String listed =
        kinds.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    return List.of(
        format.replace("%d", Integer.toString(count))
            + " ("
            + listed
            + "), the first being "
            + first
            + ".");
  }
}
