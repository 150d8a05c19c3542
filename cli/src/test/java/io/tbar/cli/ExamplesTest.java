package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The examples compile, and the trigger of one's own works in a command. */
class ExamplesTest {
  private static final Path EXAMPLES = FrontDoor.HOME.resolve("examples");

  @TempDir Path folder;

  @Test
  void programsCompileAndATriggerOfOnesOwnIsTaken() throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("-cp", System.getProperty("java.class.path"), "-d", folder.toString()));
    files(".java").forEach(file -> words.add(file.toString()));
    assertThat(words).hasSizeGreaterThanOrEqualTo(6);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler().run(null, said, said, words.toArray(String[]::new));
    assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();

    Path trigger = folder.resolve("shadow.json");
    Process own =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + java.io.File.pathSeparator + System.getProperty("java.class.path"),
                "OwnTrigger",
                trigger.toString())
            .inheritIO()
            .start();
    assertThat(own.waitFor()).isZero();
    Shell shown =
        Shell.tbar(
            "trigger",
            "save",
            trigger.toString(),
            "--out",
            folder.resolve("again.json").toString());
    assertThat(shown.code()).as(shown.err()).isZero();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "shell scripts")
  void scriptsSayWhatTheyNeedAndEndWithTwo() throws Exception {
    List<Path> scripts = files(".sh");
    assertThat(scripts).hasSize(4);
    for (Path script : scripts) {
      Process run = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true).start();
      String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(run.waitFor()).as(said).isEqualTo(2);
      assertThat(said).contains("usage: examples/" + script.getFileName());
    }
  }

  private static List<Path> files(String end) throws IOException {
    try (Stream<Path> all = Files.list(EXAMPLES)) {
      return all.filter(p -> p.toString().endsWith(end)).sorted().toList();
    }
  }
}
