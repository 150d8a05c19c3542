package io.tbar.checkpoint;

import io.tbar.base.FileErrors;
import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a checkpoint lie, by the names of files alone.
 *
 * @param weights the one file of weights, or null where an index names several
 * @param index the index of shards, or null
 * @param config the configuration, or null for a bare file without one
 * @param layout by the kind of the folder, or null for a bare file
 */
record ModelFiles(
    Path model,
    @Nullable Path weights,
    @Nullable Path index,
    @Nullable Path config,
    @Nullable Layout layout) {

  static final String HF_CONFIG = "config.json";
  static final String HF_WEIGHTS = "model.safetensors";
  static final String HF_INDEX = "model.safetensors.index.json";
  private static final String ADAPTER = "adapter_config.json";
  static final String OPENCLIP_CONFIG = "open_clip_config.json";
  static final String OPENCLIP_WEIGHTS = "open_clip_model.safetensors";

  private static final List<String> OPENCLIP_WEIGHT_NAMES =
      List.of(OPENCLIP_WEIGHTS, "open_clip_pytorch_model.safetensors", HF_WEIGHTS);

  static ModelFiles find(Path model, @Nullable Path config) {
    if (!Files.exists(model)) {
      throw TbarException.badInput(
          "Cannot read '%s': no such file or folder. Check the path.", model);
    }
    if (config != null && !Files.isRegularFile(config)) {
      throw TbarException.badInput("The configuration '%s' is not a file.", config);
    }
    return Files.isDirectory(model) ? inFolder(model, config) : bare(model, config);
  }

  private static ModelFiles bare(Path model, @Nullable Path config) {
    if (isPickle(model)) {
      throw pickle(model);
    }
    if (model.getFileName().toString().endsWith(".json")) {
      throw TbarException.badInput(
          "'%s' is a text of settings, no weights; name the folder that it lies in.", model);
    }
    return new ModelFiles(model, model, null, config, null);
  }

  private static ModelFiles inFolder(Path folder, @Nullable Path config) {
    Path hfConfig = folder.resolve(HF_CONFIG);
    Path hfWeights = folder.resolve(HF_WEIGHTS);
    Path hfIndex = folder.resolve(HF_INDEX);
    Path openClipConfig = folder.resolve(OPENCLIP_CONFIG);
    boolean hf = Files.exists(hfConfig);
    // A folder may serve both worlds; it is read as the one whose parts are complete.
    if (hf && Files.exists(hfWeights)) {
      return new ModelFiles(folder, hfWeights, null, config == null ? hfConfig : config, Layout.HF);
    }
    if (hf && Files.exists(hfIndex)) {
      return new ModelFiles(folder, null, hfIndex, config == null ? hfConfig : config, Layout.HF);
    }
    if (Files.exists(openClipConfig)) {
      for (String name : OPENCLIP_WEIGHT_NAMES) {
        Path weights = folder.resolve(name);
        if (Files.exists(weights)) {
          return new ModelFiles(
              folder, weights, null, config == null ? openClipConfig : config, Layout.OPENCLIP);
        }
      }
    }
    throw incomplete(folder, hf || Files.exists(openClipConfig));
  }

  private static TbarException incomplete(Path folder, boolean hasConfig) {
    List<Path> files = list(folder);
    if (Files.exists(folder.resolve(ADAPTER))) {
      return TbarException.badInput(
          "'%s' holds an adapter (%s), which is a change of a model and no model. Merge it into its"
              + " base first: model.merge_and_unload().save_pretrained(folder).",
          folder, ADAPTER);
    }
    for (Path file : files) {
      if (isPickle(file) && !isStateOfTraining(file)) {
        return pickle(file);
      }
    }
    if (files.isEmpty()) {
      return TbarException.badInput("'%s' is an empty folder; a checkpoint was expected.", folder);
    }
    return hasConfig
        ? TbarException.badInput(
            "'%s' has a configuration but no weights: add %s, %s or %s.",
            folder, HF_WEIGHTS, HF_INDEX + " with its shards", OPENCLIP_WEIGHTS)
        : TbarException.badInput(
            "'%s' is no checkpoint: it holds neither %s nor %s. To read a single file of weights,"
                + " name the file.",
            folder, HF_CONFIG, OPENCLIP_CONFIG);
  }

  static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw FileErrors.reading(folder, e);
    }
  }

  /** What a trainer leaves beside the weights. */
  private static boolean isStateOfTraining(Path file) {
    return file.getFileName()
        .toString()
        .matches("(optimizer|scheduler|scaler|training_args|rng_state.*)\\.(pt|pth|bin)");
  }

  private static boolean isPickle(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Stream.of(".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle").anyMatch(name::endsWith);
  }

  private static TbarException pickle(Path file) {
    return TbarException.badInput(
        "'%s' is a Python pickle, which can run code when it is opened, so it is not. Convert it in"
            + " a sandbox you trust: model.save_pretrained(folder, safe_serialization=True) for"
            + " Hugging Face, safetensors.torch.save_file(model.state_dict(),"
            + " 'open_clip_model.safetensors') for OpenCLIP.",
        file);
  }
}
