package io.tbar.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"openai-imagenet-80, 80", "cifar-18, 18", "sun397-2, 2", "simple, 1", "fashion, 10"})
  void hasTheSetsOfTheLiteratureByName(String name, int size) {
    Templates templates = Templates.of(name);
    assertThat(templates.prompts())
        .hasSize(size)
        .doesNotHaveDuplicates()
        .allMatch(p -> p.indexOf("{}") == p.lastIndexOf("{}") && p.contains("{}"));
    assertThat(Templates.names()).contains(name);
  }

  @Test
  void fillsInTheClassName() {
    assertThat(Templates.of("sun397-2").fill("abbey"))
        .containsExactly("a photo of a abbey.", "a photo of the abbey.");
  }

  @Test
  void readsOnePromptALineFromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("t.txt"), "a {}\n\n  the {}, again\n");
    assertThat(Templates.of(file.toString()).prompts()).containsExactly("a {}", "the {}, again");
  }

  @Test
  void refusesALineWithoutAPlaceForTheName() throws IOException {
    Path file = Files.writeString(folder.resolve("t.txt"), "a {}\na photo\n");
    assertThatThrownBy(() -> Templates.of(file.toString()))
        .hasMessageContaining("\"a photo\"")
        .hasMessageContaining("no {}");
    Files.writeString(file, "\n");
    assertThatThrownBy(() -> Templates.of(file.toString())).hasMessageContaining("is empty");
    assertThatThrownBy(() -> Templates.of("imagenet"))
        .hasMessageContaining("neither a file nor one of the built-in sets cifar-18");
  }
}
