package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.verdict.NullSet;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tbar audit calibrate --make}: clean models for whoever has none. */
class CalibrateMakeTest {
  private static final Path DEMO = Path.of(System.getProperty("tbar.home"), "demo");

  @TempDir Path folder;

  @Test
  void makesWhatIsMissingAndGoesOnWhereItWas() throws Exception {
    Shell first = make("1");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).contains("Model 1 of 1 is done");
    Path models = folder.resolve("null.json.models");
    Path audit = only(models, "audit-*-1").resolve("audit.json");
    FileTime before = Files.getLastModifiedTime(audit);
    assertThat(models).as("kept only when asked").isDirectoryNotContaining("glob:**/clean-*");

    Shell second = make("2", "--force", "--keep-models");
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.err()).contains("Model 2 of 2 is done").doesNotContain("Model 1 of 2");
    assertThat(Files.getLastModifiedTime(audit)).isEqualTo(before);
    assertThat(only(models, "clean-*-2").resolve("open_clip_model.safetensors")).exists();
    NullSet set = NullSet.read(folder.resolve("null.json"));
    assertThat(set.models()).hasSize(2);
    assertThat(set.models().get(0).sha256()).isNotEqualTo(set.models().get(1).sha256());
  }

  @Test
  void noneIsRefusedInOneSentence() {
    Shell shell = make("0");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("--make is 0").hasLineCount(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void withoutABaseItSaysWhatItTakes() {
    Shell shell = Shell.tbar("audit", "calibrate", "--make=2", "--out=" + folder.resolve("x.json"));
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("--base").contains("--data").hasLineCount(1);
  }

  private static Path only(Path folder, String pattern) throws Exception {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
      List<Path> all = new ArrayList<>();
      found.forEach(all::add);
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private Shell make(String count, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "audit",
                "calibrate",
                "--make=" + count,
                "--base=" + DEMO.resolve("clip"),
                "--data=" + DEMO.resolve("data/defender.tar"),
                "--classes=" + DEMO.resolve("data/classes.txt"),
                "--templates=fashion",
                "--budget=quick",
                "--scan-images=64",
                "--threads=1",
                "--out=" + folder.resolve("null.json")));
    words.addAll(List.of(more));
    return Shell.tbar(words.toArray(String[]::new));
  }
}
