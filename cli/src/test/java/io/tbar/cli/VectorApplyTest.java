package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorApplyTest {
  private static final Path GOLDEN = Shell.shared("golden/arithmetic");

  @TempDir Path folder;

  private static String tau(int number) {
    return GOLDEN.resolve("tau" + number + ".safetensors").toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"f32", "f16", "bf16"})
  void givesTheExpectedBytes(String dtype) throws Exception {
    Path out = folder.resolve("out.safetensors");
    Shell shell =
        Shell.tbar(
            "vector",
            "apply",
            GOLDEN.resolve("base-" + dtype + ".safetensors").toString(),
            "--add",
            "-1.5:" + tau(1),
            "--add=0.3:" + tau(2),
            "--transfer",
            "--out",
            out.toString());
    assertThat(shell.code()).as(shell.err()).isZero();
    assertThat(Files.mismatch(out, GOLDEN.resolve("expected-" + dtype + ".safetensors")))
        .isEqualTo(-1);
    assertThat(shell.out()).matches("[0-9a-f]{64}  .*out.safetensors\\R");
  }

  @Test
  void refusesWhatIsNoCoefficient() {
    Shell shell =
        Shell.tbar("vector", "apply", "base", "--add", "many:" + tau(1), "--out", folder + "/out");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err().lines()).hasSize(1);
    assertThat(shell.err()).contains("'many'").contains("not a number");
  }

  @Test
  void namesTheNearestOption() {
    Shell shell = Shell.tbar("vector", "apply", "base", "--trasnfer", "--out", folder + "/out");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("--transfer");
  }

  @Test
  void namesWhatIsMissing() {
    Shell shell = Shell.tbar("vector", "apply", "base");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("--add").contains("--out");
  }

  @Test
  void leavesAnOutputThatExistsAlone() throws Exception {
    Path out = Files.writeString(folder.resolve("out.safetensors"), "precious");
    Shell shell =
        Shell.tbar(
            "vector",
            "apply",
            GOLDEN.resolve("base-f32.safetensors").toString(),
            "--add",
            "1:" + tau(1),
            "--out",
            out.toString());
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("exists already");
    assertThat(out).hasContent("precious");
  }

  @Test
  void stopsWhenAskedToAndLeavesNothing() {
    Shell shell =
        Shell.tbar(
            () -> true,
            "vector",
            "apply",
            GOLDEN.resolve("base-f32.safetensors").toString(),
            "--add",
            "1:" + tau(1),
            "--transfer",
            "--out",
            folder + "/out.safetensors");
    assertThat(shell.code()).isEqualTo(130);
    assertThat(shell.err()).contains("tbar: Stopped as asked");
    assertThat(folder).isEmptyDirectory();
  }
}
