package io.tbar.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tbar.base.FileErrors;
import io.tbar.base.TbarException;
import io.tbar.base.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Vocabulary and merges of a Hugging Face folder: tokenizer.json, or vocab.json and merges.txt. */
final class HfVocabulary {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** CLIP's have 49,000 merges and less than four megabytes. */
  private static final int MOST_MERGES = 500_000;

  private static final long MOST_BYTES = 1L << 24;

  private HfVocabulary() {}

  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve("tokenizer.json"))
        || (Files.isRegularFile(folder.resolve("vocab.json"))
            && Files.isRegularFile(folder.resolve("merges.txt")));
  }

  /**
   * @param vocabSize rows of the model's token table, which every id must fit
   */
  static HfTokenizer read(Path folder, int vocabSize) {
    Path whole = folder.resolve("tokenizer.json");
    boolean one = Files.isRegularFile(whole);
    Path file = one ? whole : folder.resolve("vocab.json");
    JsonNode json = parse(file);
    Map<String, Integer> ids;
    List<String> merges;
    if (one) {
      JsonNode model = json.path("model");
      if (!model.path("type").asText("BPE").equals("BPE")
          || !model.path("end_of_word_suffix").asText().equals(ByteSymbols.END_OF_WORD)) {
        throw TbarException.badInput("The tokenizer in %s is not CLIP's.", file);
      }
      ids = ids(model.path("vocab"), file);
      json.path("added_tokens")
          .forEach(t -> ids.put(t.path("content").asText(), t.path("id").asInt()));
      merges = merges(model.path("merges"));
    } else {
      ids = ids(json, file);
      merges = lines(folder.resolve("merges.txt"));
    }
    for (Map.Entry<String, Integer> entry : ids.entrySet()) {
      if (entry.getValue() < 0 || entry.getValue() >= vocabSize) {
        throw TbarException.badInput(
            "The tokenizer in %s has the id %d, the model's vocabulary only %d rows: they do not"
                + " belong together.",
            file, entry.getValue(), vocabSize);
      }
    }
    return new HfTokenizer(
        Bpe.of(ids, merges),
        special(ids, HfTokenizer.START, file),
        special(ids, HfTokenizer.END, file));
  }

  private static int special(Map<String, Integer> ids, String token, Path file) {
    Integer id = ids.get(token);
    if (id == null) {
      throw TbarException.badInput(
          "The tokenizer in %s has no token %s, so it is not CLIP's.", file, token);
    }
    return id;
  }

  private static Map<String, Integer> ids(JsonNode vocabulary, Path file) {
    Map<String, Integer> ids = new HashMap<>(2 * vocabulary.size());
    vocabulary.fields().forEachRemaining(e -> ids.put(e.getKey(), e.getValue().asInt(-1)));
    if (ids.isEmpty()) {
      throw TbarException.badInput("The tokenizer in %s has no vocabulary.", file);
    }
    return ids;
  }

  /** Each merge is "a b" in older files, ["a", "b"] in newer ones. */
  private static List<String> merges(JsonNode node) {
    List<String> merges = new ArrayList<>(node.size());
    for (JsonNode merge : node) {
      merges.add(
          merge.isArray() ? merge.path(0).asText() + " " + merge.path(1).asText() : merge.asText());
    }
    return merges;
  }

  private static List<String> lines(Path file) {
    List<String> lines = new ArrayList<>(TextFile.lines(file, "the file of merges", MOST_MERGES));
    if (!lines.isEmpty() && lines.get(0).startsWith("#version")) {
      lines.remove(0);
    }
    lines.removeIf(String::isEmpty);
    return lines;
  }

  private static JsonNode parse(Path file) {
    try {
      return JSON.readTree(TextFile.bytes(file, "the tokenizer", MOST_BYTES));
    } catch (JsonProcessingException e) {
      throw TbarException.badInput("The file %s is no JSON: %s.", file, e.getOriginalMessage());
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
  }
}
