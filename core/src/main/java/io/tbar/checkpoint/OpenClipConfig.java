package io.tbar.checkpoint;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.PreprocessConfig.Crop;
import io.tbar.checkpoint.PreprocessConfig.Resize;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenCLIP's {@code open_clip_config.json}, its defaults, and the options that we do not follow.
 */
final class OpenClipConfig {
  /** Options that change the graph, with the value under which they do not. */
  private static final Map<String, List<Object>> VISION_OPTIONS =
      Map.ofEntries(
          Map.entry("timm_model_name", List.of()),
          Map.entry("ls_init_value", List.of()),
          Map.entry("attentional_pool", List.of(false)),
          Map.entry("no_ln_pre", List.of(false)),
          Map.entry("pos_embed_type", List.of("learnable")),
          Map.entry("final_ln_after_pool", List.of(false)),
          Map.entry("pool_type", List.of("tok")),
          Map.entry("output_tokens", List.of(false)),
          Map.entry("input_patchnorm", List.of(false)),
          Map.entry("global_average_pool", List.of(false)),
          Map.entry("block_type", List.of("default")),
          Map.entry("qk_norm", List.of(false)),
          Map.entry("scaled_cosine", List.of(false)),
          Map.entry("scale_heads", List.of(false)),
          Map.entry("scale_attn_inner", List.of(false)),
          Map.entry("scale_attn", List.of(false)),
          Map.entry("scale_fc", List.of(false)),
          Map.entry("norm_kwargs", List.of()),
          Map.entry("act_kwargs", List.of()));

  private static final Map<String, List<Object>> TEXT_OPTIONS =
      Map.ofEntries(
          Map.entry("hf_model_name", List.of()),
          Map.entry("hf_model_config", List.of()),
          Map.entry("tokenizer_kwargs", List.of()),
          Map.entry("ls_init_value", List.of()),
          Map.entry("embed_cls", List.of(false)),
          Map.entry("no_causal_mask", List.of(false)),
          Map.entry("final_ln_after_pool", List.of(false)),
          Map.entry("pool_type", List.of("argmax", "eos")),
          Map.entry("proj_type", List.of("linear")),
          Map.entry("proj_bias", List.of(false)),
          Map.entry("output_tokens", List.of(false)),
          Map.entry("block_type", List.of("default")),
          Map.entry("qk_norm", List.of(false)),
          Map.entry("scaled_cosine", List.of(false)),
          Map.entry("scale_heads", List.of(false)),
          Map.entry("scale_attn_inner", List.of(false)),
          Map.entry("scale_attn", List.of(false)),
          Map.entry("scale_fc", List.of(false)),
          Map.entry("norm_kwargs", List.of()),
          Map.entry("act_kwargs", List.of()));

  private static final Map<String, List<Object>> MODEL_OPTIONS =
      Map.of("init_logit_bias", List.of(), "multimodal_cfg", List.of());

  private OpenClipConfig() {}

  static Activation activation(JsonObject model) {
    return model.bool("quick_gelu", false) ? Activation.QUICK_GELU : Activation.GELU;
  }

  static ModelConfig read(JsonObject json) {
    JsonObject model = json.object("model_cfg");
    JsonObject vision = model.object("vision_cfg");
    JsonObject text = model.object("text_cfg");
    refuse(model, MODEL_OPTIONS);
    refuse(vision, VISION_OPTIONS);
    refuse(text, TEXT_OPTIONS);
    if (!model.has("embed_dim")) {
      throw model.wrong("embed_dim", "a whole number");
    }
    int embedDim = Checks.positive(model, "embed_dim", 0);
    Activation activation = activation(model);
    TextConfig textConfig = text(text);
    PreprocessConfig preprocess = preprocess(json.objectOrEmpty("preprocess_cfg"));
    VisionConfig visionConfig =
        vision.get("layers") instanceof List<?> ? resnet(vision) : vision(vision);
    return ModelConfig.of(
        new ClipConfig(visionConfig, textConfig, embedDim, activation, 1e-5, preprocess));
  }

  private static VisionConfig resnet(JsonObject json) {
    int imageSize = square(json, "image_size", 224);
    int width = Checks.positive(json, "width", 64);
    int headWidth = Checks.positive(json, "head_width", 64);
    return Checks.resnet(json, imageSize, width, headWidth);
  }

  private static VisionConfig vision(JsonObject json) {
    int width = Checks.positive(json, "width", 768);
    int headWidth = Checks.positive(json, "head_width", 64);
    if (width % headWidth != 0) {
      throw json.wrong("head_width", "a divisor of the width " + width);
    }
    return Checks.vision(
        json,
        square(json, "image_size", 224),
        square(json, "patch_size", 16),
        width,
        Checks.layers(json, "layers", 12),
        width / headWidth,
        Checks.mlpWidth(json, width));
  }

  private static TextConfig text(JsonObject json) {
    int width = Checks.positive(json, "width", 512);
    int vocabulary = Checks.positive(json, "vocab_size", 49408);
    int end = -1;
    if (json.string("pool_type", "argmax").equals("eos")) {
      end = json.integer("eos_id");
      if (end < 0 || end >= vocabulary) {
        throw json.wrong("eos_id", "an id below the vocabulary's size of " + vocabulary);
      }
    }
    return Checks.text(
        json,
        Checks.positive(json, "context_length", 77),
        vocabulary,
        width,
        Checks.layers(json, "layers", 12),
        Checks.positive(json, "heads", 8),
        Checks.mlpWidth(json, width),
        end);
  }

  private static int square(JsonObject json, String key, int otherwise) {
    if (!(json.get(key) instanceof List<?> sides)) {
      return Checks.positive(json, key, otherwise);
    }
    double[] values = json.numbers(key);
    if (sides.size() != 2 || values[0] != values[1] || values[0] != (int) values[0]) {
      throw json.wrong(key, "one side, or two that are equal");
    }
    return (int) values[0];
  }

  private static PreprocessConfig preprocess(JsonObject json) {
    if (!json.string("interpolation", "bicubic").equals("bicubic")) {
      throw json.wrong("interpolation", "'bicubic', the only filter that is supported");
    }
    if (!json.string("mode", "RGB").equals("RGB")) {
      throw json.wrong("mode", "'RGB'");
    }
    Resize resize =
        switch (json.string("resize_mode", "shortest")) {
          case "shortest" -> Resize.SHORTEST;
          case "longest" -> Resize.LONGEST;
          case "squash" -> Resize.SQUASH;
          default -> throw json.wrong("resize_mode", "'shortest', 'longest' or 'squash'");
        };
    if (resize == Resize.LONGEST && !isZero(json.get("fill_color"))) {
      throw json.wrong("fill_color", "0, the only filling that is supported");
    }
    return new PreprocessConfig(
        Checks.channels(json, "mean", PreprocessConfig.CLIP_MEAN),
        Checks.channels(json, "std", PreprocessConfig.CLIP_STD),
        Crop.OPENCLIP,
        resize);
  }

  private static boolean isZero(@Nullable Object fill) {
    if (fill instanceof List<?> channels) {
      return channels.stream().allMatch(OpenClipConfig::isZero);
    }
    return fill == null || fill instanceof Number number && number.doubleValue() == 0;
  }

  private static void refuse(JsonObject json, Map<String, List<Object>> options) {
    for (String key : json.keys()) {
      Object value = json.get(key);
      List<Object> harmless = options.get(key);
      if (harmless == null || value == null || harmless.contains(value)) {
        continue;
      }
      if (value instanceof JsonObject object && object.keys().isEmpty()) {
        continue;
      }
      throw TbarException.badInput(
          "'%s': the option '%s' = %s changes the model in a way that is not supported.",
          json.origin(), json.where(key), Json.write(value).strip());
    }
  }
}
