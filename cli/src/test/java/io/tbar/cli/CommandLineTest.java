package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.TbarException.Kind;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void helpGoesToStdoutAndEndsWithZero() {
    Shell shell = Shell.tbar("--help");
    assertThat(shell.code()).isZero();
    assertThat(shell.out()).contains("Exit codes:").contains("130");
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void versionNamesTheBuildAndThePlatform() {
    Shell shell = Shell.tbar("--version");
    assertThat(shell.code()).isZero();
    assertThat(shell.out()).startsWith("tbar 0.").contains("Java ").contains("pytorch 2.");
  }

  @Test
  void withoutACommandItShowsTheHelpOnStderr() {
    Shell shell = Shell.tbar();
    assertThat(shell.code()).isEqualTo(Kind.USAGE.exitCode());
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err()).contains("Usage: tbar").contains("Name a command");
  }

  @Test
  void anUnknownOptionIsAUsageErrorThatNamesTheNearest() {
    Shell shell = Shell.tbar("--versoin");
    assertThat(shell.code()).isEqualTo(Kind.USAGE.exitCode());
    assertThat(shell.err().lines()).hasSize(1);
    assertThat(shell.err()).contains("--versoin").contains("did you mean --version");
  }

  @Test
  void helpOfACommandIsWhatItsOptionShows() {
    Shell help = Shell.tbar("help", "vector", "apply");
    assertThat(help.code()).isZero();
    assertThat(help.out()).isEqualTo(Shell.tbar("vector", "apply", "--help").out());
    assertThat(Shell.tbar("help").out()).isEqualTo(Shell.tbar("--help").out());
  }

  @Test
  void helpOfAnUnknownCommandNamesThoseThatThereAre() {
    Shell shell = Shell.tbar("help", "cleen");
    assertThat(shell.code()).isEqualTo(Kind.USAGE.exitCode());
    assertThat(shell.err()).contains("no command 'cleen'").contains("clean");
  }

  @Test
  void completionIsAScriptThatBashAccepts() throws Exception {
    Shell shell = Shell.tbar("completion", "bash");
    assertThat(shell.code()).isZero();
    assertThat(shell.out()).contains("--estimator").contains("complete -F");
    Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    try (var in = bash.outputWriter()) {
      in.write(shell.out());
    }
    assertThat(new String(bash.getInputStream().readAllBytes())).isEmpty();
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void everyCommandShowsAnExample() {
    for (String name : Commands.ALL.keySet()) {
      assertThat(Shell.tbar(name, "--help").out()).as(name).containsPattern("Examples?:");
    }
  }
}
