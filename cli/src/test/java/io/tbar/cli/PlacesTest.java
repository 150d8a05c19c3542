package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One rule for the inputs and the output of every command, held before any work. */
class PlacesTest {
  @TempDir Path folder;
  private Path model;
  private Path pictures;
  private Path classes;

  @BeforeEach
  void inputs() throws Exception {
    model = Files.createDirectory(folder.resolve("model"));
    Files.writeString(model.resolve("model.safetensors"), "weights");
    pictures = Files.createDirectory(folder.resolve("pictures"));
    Files.writeString(pictures.resolve("a.png"), "picture");
    classes = Files.writeString(folder.resolve("classes.txt"), "a\nb\n");
  }

  private List<String[]> commandsWith(Path out) {
    String[][] commands = {
      {"embed", model.toString(), "--images", pictures.toString()},
      {"convert", model.toString(), "--layout", "hf"},
      {"vector", "make", model.toString(), model.toString()},
      {"vector", "apply", model.toString(), "--add", "1:" + pictures.resolve("a.png")},
      {"trigger", "show", "badnet", "--images", pictures.toString()},
      {"trigger", "show", pictures.resolve("a.png").toString()},
      {"audit", model.toString(), "--images", pictures.toString(), "--classes", classes.toString()},
      {
        "poison",
        model.toString(),
        "--data",
        pictures.toString(),
        "--classes",
        classes.toString(),
        "--trigger",
        "badnet",
        "--target",
        "a"
      },
      {
        "clean",
        model.toString(),
        "--images",
        pictures.toString(),
        "--classes",
        classes.toString(),
        "--trigger",
        "badnet",
        "--target",
        "a"
      },
    };
    List<String[]> all = new ArrayList<>();
    for (String[] command : commands) {
      List<String> words = new ArrayList<>(List.of(command));
      words.addAll(List.of("--out", out.toString(), "--force"));
      all.add(words.toArray(String[]::new));
    }
    return all;
  }

  @Test
  void noCommandWritesOverOrIntoItsInputs() throws Exception {
    for (Path out : List.of(model, pictures, folder, model.resolve("new"), classes)) {
      for (String[] command : commandsWith(out)) {
        Shell shell = Shell.tbar(command);
        assertThat(shell.code()).as(String.join(" ", command)).isEqualTo(3);
        assertThat(shell.err().lines()).as(String.join(" ", command)).hasSize(1);
      }
    }
    assertThat(model.resolve("model.safetensors")).hasContent("weights");
    assertThat(pictures.resolve("a.png")).hasContent("picture");
    assertThat(classes).hasContent("a\nb\n");
  }

  @Test
  void anOutputThatIsOneOfTheShardsIsRefused() throws Exception {
    Path shard = folder.resolve("data-01.tar");
    Files.writeString(shard, "");
    for (String data : List.of("data-*.tar", "data-{00..03}.tar")) {
      Shell shell =
          Shell.tbar(
              "embed",
              model.toString(),
              "--images",
              folder.resolve(data).toString(),
              "--out",
              shard.toString(),
              "--force");
      assertThat(shell.code()).isEqualTo(3);
      assertThat(shell.err()).contains("never touched");
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "makes pipes")
  void pipesAreRefusedAtOnce() throws Exception {
    Path pipe = folder.resolve("pipe.json");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    String[][] commands = {
      {"inspect", pipe.toString()},
      {"inspect", model.toString(), "--config", pipe.toString()},
      {"trigger", "show", pipe.toString(), "--out", folder.resolve("x.png").toString()},
      {"table", pipe.toString()},
      {
        "embed",
        model.toString(),
        "--texts",
        pipe.toString(),
        "--out",
        folder.resolve("e").toString()
      },
      {
        "embed",
        model.toString(),
        "--images",
        pipe.toString(),
        "--out",
        folder.resolve("e").toString()
      },
      {"experiment", pipe.toString()},
    };
    for (String[] command : commands) {
      Shell shell = Shell.tbar(command);
      assertThat(shell.code()).as(String.join(" ", command)).isEqualTo(3);
      assertThat(shell.err()).contains("no plain file");
    }
    Files.move(pipe, model.resolve("config.json"));
    assertThat(Shell.tbar("inspect", model.toString()).code()).isEqualTo(3);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsToldByItsOwnName() {
    Path out = classes.resolve("out");
    Shell shell = Shell.tbar("trigger", "show", "badnet", "--out", out.toString());
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err())
        .contains("'" + out + "'")
        .contains("is no folder")
        .doesNotContain("unfinished");
  }
}
