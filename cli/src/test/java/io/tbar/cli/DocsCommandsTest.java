package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The command lines of the docs that would take hours, or a set of clean models, to run: they name
 * commands and options that there are. What is short enough runs in {@link ReadmeIT}.
 */
class DocsCommandsTest {
  private static final Pattern COMMAND = Pattern.compile("(?:\\S*/)?tbar ([a-z].*)");
  private static final Pattern AFTER = Pattern.compile("\\s+(?:#|>|\\|\\||\\|).*");

  @ParameterizedTest
  @CsvSource({
    "README.md,7",
    "docs/audit.md,2",
    "docs/ci.md,1",
    "docs/gpu.md,1",
    "docs/experiments.md,3"
  })
  void everyCommandLineHasOnlyOptionsThatThereAre(String file, int least) throws IOException {
    List<String> lines =
        Fence.of(Path.of(System.getProperty("tbar.home")).resolve(file)).stream()
            .flatMap(block -> block.text().replaceAll("\\\\\n\\s*", "").lines())
            .map(String::strip)
            .filter(line -> COMMAND.matcher(line).matches())
            .toList();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(least);
    for (String line : lines) {
      String words = COMMAND.matcher(AFTER.matcher(line).replaceAll("")).replaceAll("$1");
      String[] args = words.strip().split("\\s+");
      ByteArrayOutputStream none = new ByteArrayOutputStream();
      Console console = Console.of(none, none, false, () -> false);
      assertThatCode(() -> Runner.commandLine(console, args).parseArgs(args))
          .as(line)
          .doesNotThrowAnyException();
    }
  }
}
