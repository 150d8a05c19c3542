package io.tbar.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are made to cost memory or time are refused with a sentence. */
class BoundsTest {
  @TempDir Path folder;

  @Test
  void anAliasInYamlCountsAsWhatItStandsFor() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 8; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [" + (alias + ", ").repeat(6) + alias + "]\n");
    }
    refused(() -> Yaml.parse(bomb.toString(), "m.yaml"), "m.yaml");
    assertThat(Yaml.parse("a: &x [1]\nb: *x\n", "m.yaml").array("b")).hasSize(1);
  }

  @Test
  void nestingAndKeysThatAreCollectionsAreRefusedInYaml() {
    refused(() -> Yaml.parse("a: " + "[".repeat(200_000), "m.yaml"), "nested deeper than 64");
    refused(() -> Yaml.parse("? [a]\n: 1\n", "m.yaml"), "a key that is no plain text");
    refused(() -> Yaml.parse("a: " + "1".repeat(100_000), "m.yaml"), "more than 65,536 characters");
    refused(() -> Yaml.parse("a: [" + "1,".repeat(300_000) + "1]", "m.yaml"), "100,000 values");
  }

  @Test
  void settingsInJsonAreSmallAndMayHoldPythonsNumbers() throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(file, "\uFEFF{\"a\": NaN, \"b\": -Infinity}");
    assertThat(Json.settings(file).number("a")).isNaN();
    assertThat(Json.settings(file).number("b")).isEqualTo(Double.NEGATIVE_INFINITY);
    refused(() -> Json.read(file), "a word that is no value");
    Files.writeString(file, "{\"a\": \"" + "x".repeat(2_000_000) + "\"}");
    refused(() -> Json.settings(file), "larger than the 1,048,576 bytes");
    refused(
        () -> Json.parse(("{\"a\": " + "[".repeat(5000)).getBytes(StandardCharsets.UTF_8), "f"),
        "nested too deep");
    refused(
        () ->
            Json.parse(
                ("{\"a\": [" + "0,".repeat(4_100_000) + "0]}").getBytes(StandardCharsets.UTF_8),
                "f"),
        "more than 4,000,000 values");
  }

  @Test
  void aWrongValueIsShownShortened() {
    JsonObject object =
        Json.parse(("{\"a\": \"" + "x".repeat(5000) + "\"}").getBytes(StandardCharsets.UTF_8), "f");
    assertThatThrownBy(() -> object.integer("a"))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }

  @Test
  void namesTheLineThatIsNoText() throws IOException {
    Path file = folder.resolve("t.txt");
    Files.write(file, "a\nb\n\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    refused(() -> TextFile.lines(file, "the text file", 10), "line 3 holds other bytes");
    Files.write(file, "a\n\0b".getBytes(StandardCharsets.UTF_8));
    refused(() -> TextFile.lines(file, "the text file", 10), "line 2 holds a zero byte");
    Files.writeString(file, "\uFEFFa\rb\r\nc");
    assertThat(TextFile.lines(file, "the text file", 10)).containsExactly("a", "b", "c");
  }

  private static void refused(Runnable reading, String message) {
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(
            TbarException.class, e -> assertThat(e.kind()).isEqualTo(TbarException.Kind.BAD_INPUT))
        .hasMessageContaining(message);
  }
}
