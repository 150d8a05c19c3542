package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorCommandTest {
  private static final Path GOLDEN = Shell.shared("golden/arithmetic");

  @TempDir Path folder;

  private static String golden(String name) {
    return GOLDEN.resolve(name + ".safetensors").toString();
  }

  @Test
  void whatWasMadeTakesTheBaseToTheFineTunedModel() throws Exception {
    Path vector = folder.resolve("v.safetensors");
    Shell made =
        Shell.tbar(
            "vector",
            "make",
            golden("base-f32"),
            golden("expected-f32"),
            "--out",
            vector.toString());
    assertThat(made.code()).as(made.err()).isZero();
    Path out = folder.resolve("out.safetensors");
    Shell applied =
        Shell.tbar(
            "vector", "apply", golden("base-f32"), "--add", "1:" + vector, "-o", out.toString());
    assertThat(applied.code()).as(applied.err()).isZero();
    String cosine =
        Shell.tbar("vector", "cosine", vector.toString(), vector.toString(), "--json").out();
    assertThat(Json.parse(cosine.getBytes(StandardCharsets.UTF_8), "stdout").number("cosine"))
        .isBetween(1 - 1e-12, 1 + 1e-12);
  }

  @Test
  void aVectorOfAnotherBaseNeedsTransfer() throws Exception {
    Path vector = folder.resolve("v.safetensors");
    Shell.tbar(
        "vector", "make", golden("base-f32"), golden("expected-f32"), "--out", vector.toString());
    Path out = folder.resolve("out.safetensors");
    String[] command = {
      "vector", "apply", golden("base-f16"), "--add", "1:" + vector, "--out", out.toString()
    };
    Shell refused = Shell.tbar(command);
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("--transfer");
    assertThat(out).doesNotExist();
    String[] transfer = java.util.Arrays.copyOf(command, command.length + 1);
    transfer[command.length] = "--transfer";
    assertThat(Shell.tbar(transfer).code()).isZero();
    assertThat(Files.size(out)).isPositive();
  }

  @Test
  void infoSaysWhereAVectorComesFrom() {
    Path vector = folder.resolve("v.safetensors");
    Shell.tbar(
        "vector", "make", golden("base-f32"), golden("expected-f32"), "--out", vector.toString());
    Shell shell = Shell.tbar("vector", "info", vector.toString());
    assertThat(shell.code()).isZero();
    assertThat(shell.out()).contains("difference").contains("norm").contains("base  ");
  }

  @Test
  void cosineListsEveryTensor() {
    Shell shell = Shell.tbar("vector", "cosine", golden("tau1"), golden("tau2"));
    assertThat(shell.code()).isZero();
    assertThat(shell.out()).contains("cosine").contains("not known to be");
  }
}
