package io.tbar.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a Markdown file.
 *
 * @param language what stands behind the opening fence, or nothing
 * @param line number of the opening fence, from 1
 */
record Fence(String language, int line, List<String> lines) {
  private static final String MARK = "```";

  static List<Fence> of(Path markdown) throws IOException {
    List<Fence> all = new ArrayList<>();
    List<String> text = Files.readAllLines(markdown);
    for (int i = 0; i < text.size(); i++) {
      if (text.get(i).startsWith(MARK)) {
        int from = i;
        do {
          i++;
        } while (!text.get(i).equals(MARK));
        all.add(
            new Fence(
                text.get(from).substring(MARK.length()).strip(),
                from + 1,
                List.copyOf(text.subList(from + 1, i))));
      }
    }
    return all;
  }

  /** Those of one language, such as "java"; "" for command lines. */
  static List<Fence> of(Path markdown, String language) throws IOException {
    return of(markdown).stream().filter(fence -> fence.language.equals(language)).toList();
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }
}
