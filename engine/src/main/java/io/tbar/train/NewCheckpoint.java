package io.tbar.train;

import io.tbar.base.AtomicOutput;
import io.tbar.base.Json;
import io.tbar.checkpoint.Activation;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.clip.Clip;
import io.tbar.clip.Weights;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.Floats;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import io.tbar.torch.Tensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a model that came from no file as an OpenCLIP folder, whose names are the engine's own.
 */
public final class NewCheckpoint {
  private NewCheckpoint() {}

  /**
   * @param dtype F32, F16 or BF16
   */
  public static void write(Clip clip, Path folder, Dtype dtype, boolean force) {
    AtomicOutput.folder(
        folder,
        force,
        out -> {
          Json.write(out.resolve("open_clip_config.json"), config(clip.config()), false);
          Weights weights = clip.weights();
          SafetensorsWriter.write(
              out.resolve("open_clip_model.safetensors"),
              SafetensorsWriter.PT,
              weights.names().stream()
                  .map(
                      name ->
                          TensorData.of(
                              name,
                              dtype,
                              Tensors.shape(weights.get(name)),
                              Floats.encode(dtype, weights.read(name))))
                  .toList());
        });
  }

  private static Map<String, Object> config(ClipConfig c) {
    Map<String, Object> vision = new LinkedHashMap<>();
    vision.put("image_size", c.vision().imageSize());
    vision.put("layers", c.vision().layers());
    vision.put("width", c.vision().width());
    vision.put("head_width", c.vision().width() / c.vision().heads());
    vision.put("patch_size", c.vision().patchSize());
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("context_length", c.text().contextLength());
    text.put("vocab_size", c.text().vocabSize());
    text.put("width", c.text().width());
    text.put("heads", c.text().heads());
    text.put("layers", c.text().layers());
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("embed_dim", c.embedDim());
    model.put("quick_gelu", c.activation() == Activation.QUICK_GELU);
    model.put("vision_cfg", vision);
    model.put("text_cfg", text);
    Map<String, Object> preprocess = new LinkedHashMap<>();
    preprocess.put("mean", c.preprocess().mean());
    preprocess.put("std", c.preprocess().std());
    preprocess.put("interpolation", "bicubic");
    preprocess.put("resize_mode", "shortest");
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model_cfg", model);
    all.put("preprocess_cfg", preprocess);
    return all;
  }
}
