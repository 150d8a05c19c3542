package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.measure.Evaluation;
import io.tbar.result.RunRecord;
import io.tbar.result.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What stands in README.md and docs/library.md, run as it stands there: the command lines with the
 * packaged launcher, the Java compiled, both on infected models and through to a cleaned one.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the command lines are for Unix shells")
class ReadmeIT {
  private static final Path README = FrontDoor.HOME.resolve("README.md");
  private static final Path LIBRARY = FrontDoor.HOME.resolve("docs/library.md");

  /**
   * Not run here: the demo is minutes of what the other lines do; verify would run this test within
   * itself; the benchmarks take hours and a Python.
   */
  private static final List<String> SKIPPED =
      List.of("./tbar demo", "./mvnw verify", "benchmarks/all.sh");

  private static final Pattern OUT = Pattern.compile("--out (\\S+)");

  @TempDir static Path folder;
  private static FrontDoor door;

  @BeforeAll
  static void prepare() throws IOException {
    door = new FrontDoor(folder);
  }

  @Test
  void everyCommandLineOfTheReadmeRunsAndEveryCleaningSucceeds() throws Exception {
    int cleaned = 0;
    for (Fence block : Fence.of(README, "")) {
      List<String> lines = block.lines().stream().filter(ReadmeIT::isRun).toList();
      if (!lines.isEmpty()) {
        Path here = door.open("readme-" + block.line());
        for (String line : lines) {
          assertThat(line).startsWith("./tbar ");
          cleaned += run(here, line) ? 1 : 0;
        }
      }
    }
    assertThat(cleaned).as("a cleaning with the trigger known, and one with an audit").isEqualTo(2);
  }

  private static boolean isRun(String line) {
    return !line.isBlank() && SKIPPED.stream().noneMatch(line::startsWith);
  }

  /** Whether the line was a cleaning. */
  private static boolean run(Path here, String line) throws Exception {
    Shell shell = FrontDoor.run(here, List.of("bash", "-c", line));
    String said = line + "\n" + shell.out() + shell.err();
    // Without a set of clean models to compare with an audit cannot tell, however plain its find.
    boolean audit = line.startsWith("./tbar audit ");
    // A removal without knowledge may work and yet not be shown to: its own judges decide.
    boolean unknown = line.contains(" --audit ");
    assertThat(shell.code()).as(said).isIn(audit ? Set.of(4) : unknown ? Set.of(0, 4) : Set.of(0));
    Matcher out = OUT.matcher(line);
    Path written = out.find() ? here.resolve(out.group(1)) : null;
    if (written != null) {
      assertThat(written.resolve("report.html")).as(said).isNotEmptyFile();
    }
    if (written == null || audit) {
      return false;
    }
    RunRecord record = RunRecord.read(written.resolve("result.json"));
    assertThat(record.status()).as(said).isEqualTo(Status.CLEANED);
    assertThat(success(record, RunRecord.BEFORE)).as(said).isGreaterThan(0.5);
    assertThat(success(record, RunRecord.AFTER)).as(said).isLessThan(0.25);
    return true;
  }

  private static double success(RunRecord record, String when) {
    Evaluation found = Objects.requireNonNull(record.measures().get(when)).evaluation();
    return found.attackSuccess().value();
  }

  @Test
  void theJavaOfTheReadmeCompilesAndCleans() throws Exception {
    Path here = door.open("java-readme");
    Shell shell =
        java(
            here,
            List.of(
                "java.nio.file.Path",
                "io.tbar.Clean",
                "io.tbar.CleanResult",
                "io.tbar.Model",
                "io.tbar.Tbar",
                "io.tbar.measure.Measure"),
            only(README));

    List<Double> printed = shell.out().lines().map(Double::parseDouble).toList();
    assertThat(printed).as(shell.err()).hasSize(4);
    assertThat(printed.get(0)).as("attack success before").isGreaterThan(0.5);
    assertThat(printed.get(1)).as("the coefficient").isPositive();
    assertThat(printed.get(2)).as("attack success after").isLessThan(0.25);
    assertThat(printed.get(3)).as("clean accuracy after").isGreaterThan(0.6);
    assertThat(shell.err()).contains("searching the coefficient ");
    assertThat(here.resolve("cleaned/open_clip_model.safetensors")).isNotEmptyFile();
  }

  @Test
  void theJavaOfTheDocsCompilesAndCleans() throws Exception {
    Path here = door.open("java-library");
    String names =
        """
        Path model = Path.of("suspect");
        Path classes = Path.of("classes.txt");
        String images = "images.tar";
        Path out = Path.of("cleaned");
        """;
    Shell shell =
        java(
            here,
            List.of(
                "java.nio.file.Path",
                "io.tbar.Clean",
                "io.tbar.CleanResult",
                "io.tbar.Evaluate",
                "io.tbar.EvaluateResult",
                "io.tbar.Model",
                "io.tbar.Tbar",
                "io.tbar.measure.Rate"),
            names + only(LIBRARY));

    assertThat(shell.out().lines()).as(shell.err()).hasSize(2).last().isEqualTo("cleaned");
    RunRecord record = RunRecord.read(here.resolve("cleaned/result.json"));
    assertThat(record.status()).isEqualTo(Status.CLEANED);
    assertThat(success(record, RunRecord.AFTER)).isLessThan(0.25);
    assertThat(here.resolve("cleaned/open_clip_model.safetensors")).isNotEmptyFile();
  }

  private static String only(Path markdown) throws IOException {
    List<Fence> java = Fence.of(markdown, "java");
    assertThat(java).hasSize(1);
    return java.get(0).text();
  }

  /** Compiles statements as a program and runs it in a folder. */
  private static Shell java(Path here, List<String> imports, String statements) throws Exception {
    StringBuilder source = new StringBuilder();
    imports.forEach(name -> source.append("import ").append(name).append(";\n"));
    source.append("class Snippet { public static void main(String[] args) throws Exception {\n");
    source.append(statements).append("}}\n");
    Path file = Files.writeString(here.resolve("Snippet.java"), source);
    String classPath = System.getProperty("java.class.path");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, said, said, "-proc:none", "-cp", classPath, file.toString());
    assertThat(code).as(said.toString(StandardCharsets.UTF_8) + source).isZero();

    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Dorg.bytedeco.javacpp.nopointergc=true", "-cp"));
    command.add(here + System.getProperty("path.separator") + classPath);
    command.add("Snippet");
    Shell shell = FrontDoor.run(here, command);
    assertThat(shell.code()).as(shell.out() + shell.err()).isZero();
    return shell;
  }
}
