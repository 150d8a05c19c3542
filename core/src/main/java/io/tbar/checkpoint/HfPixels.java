package io.tbar.checkpoint;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.PreprocessConfig.Crop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a Hugging Face folder says how pixels are made ready: in {@code processor_config.json}
 * under {@code image_processor} since transformers 5, in {@code preprocessor_config.json} before.
 *
 * @param nested the newer form, or null
 * @param alone the older form, or null
 */
record HfPixels(@Nullable JsonObject nested, @Nullable JsonObject alone) {
  static HfPixels beside(Path config, @Nullable Path folder) {
    JsonObject processor = file(config, folder, "processor_config.json");
    return new HfPixels(
        processor != null && processor.has("image_processor")
            ? processor.object("image_processor")
            : null,
        file(config, folder, "preprocessor_config.json"));
  }

  private static @Nullable JsonObject file(Path config, @Nullable Path folder, String name) {
    Path file = folder == null ? config.resolveSibling(name) : folder.resolve(name);
    return Files.exists(file) ? Json.settings(file) : null;
  }

  /**
   * The newer form where there are both, as transformers takes them; CLIP's own values where there
   * is none.
   *
   * @throws TbarException BAD_INPUT where both are there and differ: which one counts depends on
   *     the version of the library
   */
  PreprocessConfig read(int imageSize) {
    if (nested == null) {
      return alone == null ? PreprocessConfig.clip(Crop.HF) : HfConfig.preprocess(alone, imageSize);
    }
    PreprocessConfig pixels = HfConfig.preprocess(nested, imageSize);
    if (alone != null && !same(pixels, HfConfig.preprocess(alone, imageSize))) {
      throw TbarException.badInput(
          "'%s' and '%s' prepare pixels differently, and which one counts depends on the version of"
              + " transformers: find out which one the model was trained with and correct the"
              + " other.",
          nested.origin(), alone.origin());
    }
    return pixels;
  }

  private static boolean same(PreprocessConfig a, PreprocessConfig b) {
    return Arrays.equals(a.mean(), b.mean())
        && Arrays.equals(a.std(), b.std())
        && a.resize() == b.resize();
  }
}
