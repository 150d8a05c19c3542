package io.tbar.checkpoint;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import java.util.List;
import java.util.Map;

/** The options of OpenCLIP that change the graph in ways that we do not follow. */
final class OpenClipOptions {
  /** Option to the values under which it changes nothing; null always does. */
  static final Map<String, List<Object>> VISION =
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

  static final Map<String, List<Object>> TEXT =
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

  static final Map<String, List<Object>> MODEL =
      Map.of("init_logit_bias", List.of(), "multimodal_cfg", List.of());

  private OpenClipOptions() {}

  /** Refuses, by name, an option that has another value than those that change nothing. */
  static void refuse(JsonObject json, Map<String, List<Object>> options) {
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
