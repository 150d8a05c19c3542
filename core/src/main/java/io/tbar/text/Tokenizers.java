package io.tbar.text;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Layout;
import io.tbar.checkpoint.TextConfig;
import java.nio.file.Files;
import java.nio.file.Path;

/** The tokenizer that belongs to a checkpoint. */
public final class Tokenizers {
  private Tokenizers() {}

  /**
   * By the layout: Hugging Face folders bring their own vocabulary (or have OpenAI's, by its size),
   * OpenCLIP folders use OpenAI's.
   *
   * @param folder of the checkpoint
   * @param config for the size of the vocabulary
   * @throws TbarException BAD_INPUT where the model's vocabulary is another and its files are
   *     missing or damaged, or where an OpenCLIP model names a tokenizer of its own
   */
  public static Tokenizer forCheckpoint(Path folder, Layout layout, TextConfig config) {
    if (layout == Layout.HF && HfVocabulary.isIn(folder)) {
      return HfVocabulary.read(folder, config.vocabSize());
    }
    if (config.vocabSize() != ClipVocabulary.SIZE) {
      throw TbarException.badInput(
          "The model in %s has a vocabulary of %d tokens but no tokenizer files: put its"
              + " tokenizer.json beside it to work with text.",
          folder, config.vocabSize());
    }
    if (layout == Layout.HF) {
      return HfTokenizer.standard();
    }
    refuseOwnTokenizer(folder.resolve("open_clip_config.json"));
    return new OpenClipTokenizer();
  }

  private static void refuseOwnTokenizer(Path file) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    JsonObject text = Json.settings(file).objectOrEmpty("model_cfg").objectOrEmpty("text_cfg");
    if (text.has("hf_tokenizer_name")) {
      throw TbarException.badInput(
          "The model of %s uses the tokenizer %s, which is not read: only CLIP's own is.",
          file, text.string("hf_tokenizer_name"));
    }
  }
}
