package io.tbar.checkpoint;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a configuration of either layout, known by its content. */
final class ConfigReader {
  private ConfigReader() {}

  /**
   * @param folder the checkpoint's folder with its other configuration files, or null
   */
  static ModelConfig read(Path file, @Nullable Path folder) {
    JsonObject json = Json.settings(file);
    if (json.has("model_cfg")) {
      ModelConfig config = OpenClipConfig.read(json);
      contradiction(folder, file, ModelFiles.HF_CONFIG, config.activation());
      return config;
    }
    if (!json.has("vision_config")
        && !json.has("text_config")
        && !json.has("vision_config_dict")
        && !json.has("model_type")) {
      throw TbarException.badInput(
          "'%s' is no CLIP configuration: it has neither 'model_cfg' (OpenCLIP) nor 'vision_config'"
              + " and 'text_config' (Hugging Face).",
          file);
    }
    ModelConfig config = HfConfig.read(json, HfPixels.beside(file, folder));
    contradiction(folder, file, ModelFiles.OPENCLIP_CONFIG, config.activation());
    return config;
  }

  /** A folder for both worlds must not tell each another activation. */
  private static void contradiction(
      @Nullable Path folder, Path read, String otherName, Activation activation) {
    Path other = folder == null ? null : folder.resolve(otherName);
    if (other == null || !Files.isRegularFile(other)) {
      return;
    }
    JsonObject json = Json.settings(other);
    if (!json.has("model_cfg") && !json.string("model_type", "clip").equals("clip")) {
      return;
    }
    Activation said =
        json.has("model_cfg")
            ? OpenClipConfig.activation(json.object("model_cfg"))
            : HfConfig.activation(json);
    if (said != activation) {
      throw TbarException.badInput(
          "The activation is contradictory: '%s' says %s, '%s' says %s. Find out which one the model"
              + " was trained with and correct the other.",
          read, activation, other, said);
    }
  }
}
