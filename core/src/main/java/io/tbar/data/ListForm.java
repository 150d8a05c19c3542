package io.tbar.data;

import io.tbar.base.TbarException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Knows files in which every line would pass as a class name though they are something else. */
final class ListForm {
  private static final Pattern NUMBERED = Pattern.compile("\\d+\\s*[,;:\t].*|\\d+\\s+\\D.*");
  private static final Pattern WORDNET = Pattern.compile("n\\d{8}\\s+\\S.*");

  private ListForm() {}

  /**
   * @param names the lines without their margins, at least one, none blank
   * @throws TbarException BAD_INPUT naming the other form
   */
  static void refuseOther(Path file, List<String> names) {
    String first = names.get(0);
    if (first.startsWith("[") || first.startsWith("{")) {
      throw other(file, "JSON");
    }
    if (first.startsWith("<")) {
      throw other(file, "HTML or XML");
    }
    if (first.startsWith("version https://git-lfs")) {
      throw TbarException.badInput(
          "The class file %s is a large-file pointer: fetch the file with 'git lfs pull'.", file);
    }
    if (first.equals("---") || names.stream().allMatch(name -> name.startsWith("- "))) {
      throw other(file, "YAML");
    }
    int tab = firstMatch(names, name -> name.indexOf('\t') >= 0);
    if (tab >= 0) {
      throw TbarException.badInput(
          "Line %d of the class file %s holds several columns: give one class name a line and"
              + " nothing else.",
          tab + 1, file);
    }
    if (names.size() > 1 && names.stream().allMatch(name -> NUMBERED.matcher(name).matches())) {
      throw other(file, "a table of numbers and names");
    }
    if (names.size() > 1 && names.stream().allMatch(name -> WORDNET.matcher(name).matches())) {
      throw other(file, "a table of WordNet ids and names");
    }
  }

  private static int firstMatch(List<String> names, java.util.function.Predicate<String> test) {
    for (int i = 0; i < names.size(); i++) {
      if (test.test(names.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static TbarException other(Path file, String form) {
    return TbarException.badInput(
        "The class file %s is %s, not a list of names: give one class name a line and nothing"
            + " else.",
        file, form);
  }
}
