package io.tbar.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HfTokenizerFilesTest {
  private static final Path MODEL =
      Path.of(System.getProperty("tbar.shared"), "models", "mini-clip");

  @TempDir Path folder;

  @Test
  void writesTheVocabularyAndMergesThatHuggingFaceWrites() throws IOException {
    HfTokenizerFiles.write(folder, 49_408, 77);
    assertThat(Json.read(folder.resolve("vocab.json")).members())
        .isEqualTo(Json.read(MODEL.resolve("vocab.json")).members());
    assertThat(Files.readAllLines(folder.resolve("merges.txt")))
        .isEqualTo(Files.readAllLines(MODEL.resolve("merges.txt")));
    assertThat(Json.read(folder.resolve("tokenizer_config.json")).string("tokenizer_class"))
        .isEqualTo("CLIPTokenizer");
  }

  @Test
  void writesNothingForAnotherVocabulary() throws IOException {
    HfTokenizerFiles.write(folder, 1000, 16);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesATokenizerThatIsThere() throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    HfTokenizerFiles.write(folder, 49_408, 77);
    assertThat(folder.resolve("vocab.json")).doesNotExist();
  }
}
