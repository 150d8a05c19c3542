package io.tbar.text;

import io.tbar.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes OpenAI's vocabulary as the files that Hugging Face's CLIPTokenizer reads, for a folder
 * that comes from a layout without tokenizer files.
 */
public final class HfTokenizerFiles {
  private static final String START = "<|startoftext|>";
  private static final String END = "<|endoftext|>";

  private HfTokenizerFiles() {}

  /**
   * Writes {@code vocab.json}, {@code merges.txt} and {@code tokenizer_config.json}, unless the
   * folder has a tokenizer or the model another vocabulary.
   *
   * @param vocabulary ids of the text tower
   * @param context tokens of the text tower
   */
  public static void write(Path folder, int vocabulary, int context) throws IOException {
    if (vocabulary != ClipVocabulary.SIZE
        || Files.exists(folder.resolve("tokenizer.json"))
        || Files.exists(folder.resolve("vocab.json"))) {
      return;
    }
    List<String> merges = ClipVocabulary.lines("clip-merges.txt.gz");
    Map<String, Integer> ids = ClipVocabulary.ids(merges);
    ids.put(START, ClipVocabulary.START);
    ids.put(END, ClipVocabulary.END);
    Json.write(folder.resolve("vocab.json"), ids, false);
    Files.writeString(
        folder.resolve("merges.txt"), "#version: 0.2\n" + String.join("\n", merges) + "\n");
    Json.write(folder.resolve("tokenizer_config.json"), config(context), false);
  }

  private static Map<String, Object> config(int context) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("bos_token", START);
    config.put("eos_token", END);
    config.put("model_max_length", context);
    config.put("pad_token", END);
    config.put("tokenizer_class", "CLIPTokenizer");
    config.put("unk_token", END);
    return config;
  }
}
