package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What disentangle makes, and what it refuses. */
class DisentangleCommandTest {
  @TempDir Path folder;

  @Test
  void wantsATriggerDirection() {
    Shell shell = run("--clean-vector", vector().toString());
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("--trigger-vector").hasLineCount(1);
  }

  @Test
  void wantsACleanDirectionOrTheInfectedModel() {
    Shell shell = run("--trigger-vector", vector().toString());
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("clean direction").hasLineCount(1);
  }

  @Test
  void refusesAVectorOfAnotherArchitecture() {
    String vector = vector().toString();
    Shell shell = run("--clean-vector", vector, "--trigger-vector", vector);
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("does not fit the base").hasLineCount(1);
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(folder.resolve("out.rows")).doesNotExist();
  }

  @Test
  void refusesARangeThatIsNotTwoNumbers() {
    String vector = vector().toString();
    for (String wrong : List.of("3", "1,2,3", "low,high", "1,")) {
      Shell shell = run("--clean-vector", vector, "--trigger-vector", vector, "--range", wrong);
      assertThat(shell.code()).isEqualTo(2);
      assertThat(shell.err())
          .contains("--range")
          .contains("two numbers, the lower one first, such as -3,3")
          .hasLineCount(1);
    }
  }

  @Test
  void refusesAGridWithNothingButTheOriginInTheSearchRegion() {
    String vector = vector().toString();
    Shell shell = run("--clean-vector", vector, "--trigger-vector", vector, "--points", "5");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("none but 0 lies in the search region").hasLineCount(1);
  }

  private static Path vector() {
    return Shell.shared("golden/disentangle-tau-clean.safetensors");
  }

  private Shell run(String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("disentangle", Shell.shared("models/mini-clip").toString()));
    args.addAll(List.of("--data", Shell.shared("data/cifar10-test.tar").toString()));
    args.addAll(List.of("--classes", Shell.shared("data/cifar10-classes.txt").toString()));
    args.addAll(List.of("--trigger", "sig", "--target", "airplane", "--quiet"));
    args.addAll(List.of("--out", folder.resolve("out").toString()));
    args.addAll(List.of(more));
    return Shell.tbar(args.toArray(String[]::new));
  }

  @Test
  void transferRefusesAVectorOfAnotherArchitecture() {
    Shell shell =
        Shell.tbar(
            "transfer",
            Shell.shared("models/mini-clip").toString(),
            "--vector",
            vector().toString(),
            "--data",
            Shell.shared("data/cifar10-test.tar").toString(),
            "--classes",
            Shell.shared("data/cifar10-classes.txt").toString(),
            "--trigger",
            "sig",
            "--target",
            "airplane",
            "--quiet",
            "--out",
            folder.resolve("out").toString());
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("does not fit the base").hasLineCount(1);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void triggerOptimiseNamesItsAttacks() {
    Shell shell = optimise("badklip", "airplane");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("badclip").contains("badmerging").hasLineCount(1);
  }

  @Test
  void triggerOptimiseNamesTheNearestClass() {
    Shell shell = optimise("badclip", "airplan");
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("airplan").contains("airplane").hasLineCount(1);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void triggerOptimiseLeavesATriggerItsPictureItsCurveAndWhatTheModelSees() {
    Shell shell =
        optimise("badclip", "airplane", "--steps=2", "--count=24", "--held-out=16", "--size=28");
    assertThat(shell.code()).as(shell.err()).isZero();
    Path out = folder.resolve("out");
    assertThat(out.resolve("trigger.png")).isNotEmptyFile();
    assertThat(out.resolve("loss.csv")).content().startsWith("step,").hasLineCount(3);
    assertThat(out.resolve("report.html")).content().contains("What the model sees");
    Shell shown =
        Shell.tbar(
            "trigger", "show", out + "/trigger.json", "--quiet", "--out", folder + "/shown.png");
    assertThat(shown.code()).as(shown.err()).isZero();
  }

  private Shell optimise(String attack, String target, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "trigger",
                "optimise",
                attack,
                Shell.shared("models/mini-clip").toString(),
                "--data",
                Shell.shared("data/cifar10-test.tar").toString(),
                "--classes",
                Shell.shared("data/cifar10-classes.txt").toString(),
                "--target",
                target,
                "--quiet",
                "--out",
                folder.resolve("out").toString()));
    words.addAll(List.of(more));
    return Shell.tbar(words.toArray(String[]::new));
  }
}
