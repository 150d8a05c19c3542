package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What eval, poison and clean refuse, before any long work. */
class ClassifierBadInputTest {
  @TempDir Path folder;

  @Test
  void namesTheNearestClassForALabelThatIsNone() {
    for (String command : List.of("poison", "clean")) {
      Shell shell = run(command, "--trigger", "sig", "--target", "airplan");
      assertThat(shell.code()).isEqualTo(3);
      assertThat(shell.err()).contains("airplan").contains("airplane").hasLineCount(1);
      assertThat(folder.resolve("out")).doesNotExist();
    }
  }

  @Test
  void wantsATargetWithATrigger() {
    Shell shell = run("eval", "--trigger", "sig");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("target").hasLineCount(1);
  }

  @Test
  void namesTheNearestTriggerForOneThatIsNone() {
    Shell shell = run("clean", "--trigger", "badnt", "--target", "airplane");
    assertThat(shell.code()).isIn(2, 3);
    assertThat(shell.err()).contains("badnt").contains("badnet").hasLineCount(1);
  }

  @Test
  void refusesAnOutputThatExistsAndLeavesItAlone() throws Exception {
    Path out = Files.createDirectories(folder.resolve("out"));
    Path mine = Files.writeString(out.resolve("mine.txt"), "precious");
    Shell shell = run("clean", "--trigger", "sig", "--target", "airplane");
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("exists already").hasLineCount(1);
    assertThat(mine).hasContent("precious");
  }

  @Test
  void refusesAnEmptyFolderOfImages() throws Exception {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    List<String> args = arguments("eval");
    args.set(args.indexOf("--data") + 1, empty.toString());
    Shell shell = Shell.tbar(args.toArray(String[]::new));
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("empty").hasLineCount(1);
  }

  @Test
  void refusesACorruptTar() throws Exception {
    Path tar = Files.write(folder.resolve("bad.tar"), new byte[] {1, 2, 3, 4, 5});
    List<String> args = arguments("eval");
    args.set(args.indexOf("--data") + 1, tar.toString());
    Shell shell = Shell.tbar(args.toArray(String[]::new));
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("bad.tar").hasLineCount(1);
  }

  @Test
  void refusesAnEstimatorThatIsNone() {
    Shell shell = run("clean", "--trigger", "sig", "--target", "airplane", "--estimator", "plane");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("plain").contains("mirrored");
  }

  private Shell run(String command, String... more) {
    List<String> args = arguments(command);
    args.addAll(List.of(more));
    return Shell.tbar(args.toArray(String[]::new));
  }

  private List<String> arguments(String command) {
    List<String> args = new ArrayList<>();
    args.add(command);
    args.add(Shell.shared("models/mini-clip").toString());
    args.add(command.equals("clean") ? "--images" : "--data");
    args.add(Shell.shared("data/cifar10-train-000001.tar").toString());
    args.add("--classes");
    args.add(Shell.shared("data/cifar10-classes.txt").toString());
    if (!command.equals("eval")) {
      args.add("--out");
      args.add(folder.resolve("out").toString());
    }
    args.add("--quiet");
    return args;
  }
}
