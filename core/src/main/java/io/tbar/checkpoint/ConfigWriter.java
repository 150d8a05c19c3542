package io.tbar.checkpoint;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.PreprocessConfig.Resize;
import io.tbar.safetensors.Dtype;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An architecture as the configuration files of either layout, every value spelled out. */
final class ConfigWriter {
  private static final int CLIP_VOCABULARY = 49408;

  private ConfigWriter() {}

  /** {@code config.json}. */
  static Map<String, Object> hf(ClipConfig config, Dtype dtype) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("architectures", List.of("CLIPModel"));
    json.put("initializer_factor", 1.0);
    json.put("logit_scale_init_value", 2.6592);
    json.put("model_type", "clip");
    json.put("projection_dim", config.embedDim());
    json.put("text_config", hfText(config));
    json.put("torch_dtype", torchName(dtype));
    json.put("vision_config", hfVision(config));
    return json;
  }

  private static Map<String, Object> hfText(ClipConfig config) {
    TextConfig text = config.text();
    boolean clip = text.vocabSize() == CLIP_VOCABULARY;
    // In another vocabulary the legacy value 2 is how these files say "pool at the largest id".
    int largest = clip ? 49407 : 2;
    Map<String, Object> json = tower(config, "clip_text_model");
    json.put("hidden_size", text.width());
    json.put("intermediate_size", text.mlpWidth());
    json.put("num_hidden_layers", text.layers());
    json.put("num_attention_heads", text.heads());
    json.put("max_position_embeddings", text.contextLength());
    json.put("vocab_size", text.vocabSize());
    json.put("bos_token_id", clip ? 49406 : 0);
    json.put("eos_token_id", text.eosId() < 0 ? largest : text.eosId());
    json.put("pad_token_id", clip ? 49407 : 1);
    return json;
  }

  private static Map<String, Object> hfVision(ClipConfig config) {
    VisionConfig vision = config.vision();
    Map<String, Object> json = tower(config, "clip_vision_model");
    json.put("hidden_size", vision.width());
    json.put("intermediate_size", vision.mlpWidth());
    json.put("num_hidden_layers", vision.layers());
    json.put("num_attention_heads", vision.heads());
    json.put("image_size", vision.imageSize());
    json.put("patch_size", vision.patchSize());
    json.put("num_channels", 3);
    return json;
  }

  private static Map<String, Object> tower(ClipConfig config, String type) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model_type", type);
    json.put("attention_dropout", 0.0);
    json.put("hidden_act", config.activation().name().toLowerCase(Locale.ROOT));
    json.put("layer_norm_eps", config.layerNormEps());
    json.put("projection_dim", config.embedDim());
    return json;
  }

  private static String torchName(Dtype dtype) {
    return switch (dtype) {
      case F16 -> "float16";
      case BF16 -> "bfloat16";
      case F64 -> "float64";
      default -> "float32";
    };
  }

  /** {@code preprocessor_config.json}. */
  static Map<String, Object> hfPreprocessor(ClipConfig config) {
    PreprocessConfig preprocess = config.preprocess();
    int side = config.vision().imageSize();
    if (preprocess.resize() == Resize.LONGEST) {
      throw TbarException.badInput(
          "Hugging Face's CLIP preprocessing cannot pad images as this model needs"
              + " (resize_mode 'longest'), so it cannot be converted.");
    }
    boolean squash = preprocess.resize() == Resize.SQUASH;
    Map<String, Integer> square = new LinkedHashMap<>();
    square.put("height", side);
    square.put("width", side);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("crop_size", square);
    json.put("do_center_crop", !squash);
    json.put("do_convert_rgb", true);
    json.put("do_normalize", true);
    json.put("do_rescale", true);
    json.put("do_resize", true);
    json.put("image_mean", preprocess.mean());
    json.put("image_processor_type", "CLIPImageProcessor");
    json.put("image_std", preprocess.std());
    json.put("resample", 3);
    json.put("rescale_factor", 1 / 255.0);
    json.put("size", squash ? square : Map.of("shortest_edge", side));
    return json;
  }

  /** {@code open_clip_config.json}. */
  static Map<String, Object> openClip(ClipConfig config) {
    if (config.layerNormEps() != 1e-5) {
      throw TbarException.badInput(
          "OpenCLIP's layer norms use 1e-5, this model needs %s, so it cannot be converted.",
          config.layerNormEps());
    }
    PreprocessConfig preprocess = config.preprocess();
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("embed_dim", config.embedDim());
    model.put("quick_gelu", config.activation() == Activation.QUICK_GELU);
    model.put("vision_cfg", openClipVision(config.vision()));
    model.put("text_cfg", openClipText(config.text()));
    Map<String, Object> preprocessing = new LinkedHashMap<>();
    preprocessing.put("mean", preprocess.mean());
    preprocessing.put("std", preprocess.std());
    preprocessing.put("interpolation", "bicubic");
    preprocessing.put("resize_mode", preprocess.resize().name().toLowerCase(Locale.ROOT));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model_cfg", model);
    json.put("preprocess_cfg", preprocessing);
    return json;
  }

  private static Map<String, Object> openClipVision(VisionConfig vision) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("image_size", vision.imageSize());
    json.put("layers", vision.isResNet() ? vision.stages() : vision.layers());
    json.put("width", vision.width());
    json.put("head_width", vision.channels() / vision.heads());
    if (vision.isResNet()) {
      json.put("patch_size", null);
      return json;
    }
    json.put("patch_size", vision.patchSize());
    mlp(json, vision.width(), vision.mlpWidth());
    return json;
  }

  private static Map<String, Object> openClipText(TextConfig text) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("context_length", text.contextLength());
    json.put("vocab_size", text.vocabSize());
    json.put("width", text.width());
    json.put("heads", text.heads());
    json.put("layers", text.layers());
    mlp(json, text.width(), text.mlpWidth());
    // At the largest id both ways of pooling are the same.
    if (text.eosId() >= 0 && text.eosId() != text.vocabSize() - 1) {
      json.put("pool_type", "eos");
      json.put("eos_id", text.eosId());
    }
    return json;
  }

  private static void mlp(Map<String, Object> json, int width, int mlpWidth) {
    if (mlpWidth == 4 * width) {
      return;
    }
    double ratio = (double) mlpWidth / width;
    if ((int) (width * ratio) != mlpWidth) {
      throw TbarException.badInput(
          "OpenCLIP cannot express an MLP of %d channels in a tower of width %d, so the model cannot"
              + " be converted.",
          mlpWidth, width);
    }
    json.put("mlp_ratio", ratio);
  }
}
