package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectCommandTest {
  private static final String MINI = Shell.shared("models/mini-clip").toString();

  @TempDir Path folder;

  private static JsonObject json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8), "stdout");
  }

  @Test
  void saysWhatACheckpointIs() {
    Shell shell = Shell.tbar("inspect", MINI);
    assertThat(shell.code()).as(shell.err()).isZero();
    assertThat(shell.out())
        .contains("Hugging Face")
        .contains("QuickGELU")
        .contains("F16")
        .contains("parameters")
        .contains("logit scale");
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void saysTheSameToMachines() {
    Shell shell = Shell.tbar("inspect", MINI, "--json");
    JsonObject facts = json(shell.out());
    assertThat(facts.string("layout")).isEqualTo("hf");
    assertThat(facts.string("activation")).isEqualTo("quick_gelu");
    assertThat(facts.objects("tensors")).isNotEmpty();
    assertThat(facts.has("verification")).isFalse();
  }

  @Test
  void verifyHashesWhatItRead() {
    Shell shell = Shell.tbar("inspect", MINI, "--verify", "--json");
    assertThat(shell.code()).isZero();
    JsonObject verified = json(shell.out()).object("verification");
    assertThat(verified.object("files").string("model.safetensors")).startsWith("aa85cc462c8b15ca");
    assertThat(verified.bool("sound", false)).isTrue();
  }

  @Test
  void theModelDigestDoesNotDependOnShards() throws Exception {
    Path sharded = Shell.shared("golden/models/hf-quick-gelu-f16-sharded");
    JsonObject one = json(Shell.tbar("inspect", sharded.toString(), "--verify", "--json").out());
    Path vector = folder.resolve("openclip");
    Path back = folder.resolve("hf");
    Shell.tbar("convert", sharded.toString(), "--layout", "openclip", "--out", vector.toString());
    Shell.tbar("convert", vector.toString(), "--layout", "HF", "--out", back.toString());
    JsonObject two = json(Shell.tbar("inspect", back.toString(), "--verify", "--json").out());
    assertThat(one.object("files").keys()).hasSize(3);
    assertThat(two.object("files").keys()).hasSize(1);
    assertThat(two.object("verification").string("modelDigest"))
        .isEqualTo(one.object("verification").string("modelDigest"));
  }

  @Test
  void listsTheTensorsOfABareFile() {
    Path bare = Shell.shared("golden/arithmetic/tau1.safetensors");
    Shell shell = Shell.tbar("inspect", bare.toString());
    assertThat(shell.code()).isZero();
    assertThat(shell.out()).contains("tensor").contains("F32").contains("give --config");
  }

  @Test
  void valuesThatAreNotFiniteAreAFinding() throws Exception {
    Path file = folder.resolve("nan.safetensors");
    byte[] header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}    "
            .getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[8 + header.length + 4];
    bytes[0] = (byte) header.length;
    System.arraycopy(header, 0, bytes, 8, header.length);
    bytes[8 + header.length + 2] = (byte) 0xc0;
    bytes[8 + header.length + 3] = 0x7f;
    Files.write(file, bytes);
    Shell shell = Shell.tbar("inspect", file.toString(), "--verify");
    assertThat(shell.code()).isEqualTo(1);
    assertThat(shell.out()).contains("a has 1 NaN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no-such-model | no-such-model",
        "data/cifar10-classes.txt | cifar10-classes.txt",
        "data | data"
      })
  void refusesWhatIsNoCheckpoint(String path, String named) {
    Shell shell = Shell.tbar("inspect", Shell.shared(path).toString());
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err().lines()).hasSize(1);
    assertThat(shell.err()).startsWith("tbar: ").contains(named);
    assertThat(shell.out()).isEmpty();
  }
}
