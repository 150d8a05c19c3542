package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that lie, through the command that a user would meet them with. */
class BadCheckpointTest {
  private static final Path MINI = Shell.shared("models/mini-clip");

  @TempDir Path folder;

  static List<Path> malformed() {
    try (Stream<Path> files = Files.list(Shell.shared("golden/malformed"))) {
      return files
          .filter(file -> file.toString().endsWith(".safetensors"))
          .filter(file -> !file.getFileName().toString().startsWith("ok-"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refused(Shell shell, String... said) {
    assertThat(shell.code()).as(shell.err()).isEqualTo(3);
    assertThat(shell.err().lines()).hasSize(1);
    assertThat(shell.err()).startsWith("tbar: ").contains(said);
    assertThat(shell.out()).isEmpty();
  }

  private Path copyOfMini() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    for (String name : List.of("config.json", "model.safetensors")) {
      Files.copy(MINI.resolve(name), copy.resolve(name));
    }
    return copy;
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void everyMalformedFileIsRefusedInOneSentence(Path file) {
    refused(Shell.tbar("inspect", file.toString()), file.getFileName().toString());
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void aMalformedVectorIsNotApplied(Path file) {
    Path out = folder.resolve("out");
    refused(
        Shell.tbar(
            "vector", "apply", MINI.toString(), "--add", "1:" + file, "--out", out.toString()),
        file.getFileName().toString());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aTruncatedDownloadIsNamedAsSuch() throws Exception {
    Path copy = copyOfMini();
    Path weights = copy.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, java.util.Arrays.copyOf(bytes, bytes.length - 1000));
    refused(Shell.tbar("inspect", copy.toString()), "model.safetensors");
    refused(
        Shell.tbar("convert", copy.toString(), "--layout", "openclip", "--out", folder + "/out"),
        "model.safetensors");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aConfigThatContradictsTheWeightsIsRefusedWithAllThatDiffers() throws Exception {
    Path copy = copyOfMini();
    Path config = copy.resolve("config.json");
    String text = Files.readString(config);
    String changed = text.replaceFirst("\"patch_size\": 8", "\"patch_size\": 16");
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(config, changed);
    refused(
        Shell.tbar("inspect", copy.toString()), "patch_embedding", "position_embedding", "[192");
  }

  @Test
  void aPickleIsNeverOpened() throws Exception {
    Path pickle = Files.write(folder.resolve("model.safetensors"), new byte[] {'P', 'K', 3, 4, 0});
    Files.write(pickle, new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    refused(Shell.tbar("inspect", pickle.toString()), "pickle");
  }

  @Test
  void aLargeFilePointerIsNamedAsSuch() throws Exception {
    Path pointer =
        Files.writeString(
            folder.resolve("model.safetensors"),
            "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
    refused(Shell.tbar("inspect", pointer.toString()), "pointer");
  }

  @Test
  void aVectorOfAnotherModelIsRefused() {
    refused(
        Shell.tbar(
            "vector",
            "apply",
            MINI.toString(),
            "--add",
            "1:" + Shell.shared("golden/arithmetic/tau1.safetensors"),
            "--out",
            folder + "/out"),
        "does not fit");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileInPlaceOfAFolderCannotTakeTheOutput() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    refused(
        Shell.tbar(
            "convert",
            MINI.toString(),
            "--layout",
            "openclip",
            "--out",
            file.resolve("out").toString()),
        "file");
    assertThat(file).hasContent("precious");
  }

  @Test
  void anOutputThatExistsIsLeftAlone() throws Exception {
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.writeString(out.resolve("precious"), "x");
    refused(
        Shell.tbar("convert", MINI.toString(), "--layout", "openclip", "--out", out.toString()),
        "exists already",
        "--force");
    assertThat(out.resolve("precious")).exists();
  }

  @Test
  void aStopInTheMiddleLeavesNothing() {
    int[] asked = new int[1];
    Shell shell =
        Shell.tbar(
            () -> asked[0]++ > 20,
            "convert",
            MINI.toString(),
            "--layout",
            "openclip",
            "--out",
            folder + "/out");
    assertThat(shell.code()).isEqualTo(130);
    assertThat(folder).isEmptyDirectory();
  }
}
