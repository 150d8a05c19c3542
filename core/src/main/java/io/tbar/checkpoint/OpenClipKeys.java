package io.tbar.checkpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of the keys in OpenCLIP's file. OpenCLIP itself takes no others: its configurations
 * are classes, and a key without a field is an error.
 */
final class OpenClipKeys {
  private static final Map<String, List<Object>> OF_BLOCKS =
      Map.ofEntries(
          Map.entry("ls_init_value", List.of()),
          Map.entry("final_ln_after_pool", List.of(false)),
          Map.entry("output_tokens", List.of(false)),
          Map.entry("block_type", List.of("default")),
          Map.entry("qk_norm", List.of(false)),
          Map.entry("scaled_cosine", List.of(false)),
          Map.entry("scaled_cosine_attn", List.of(false)),
          Map.entry("scale_heads", List.of(false)),
          Map.entry("scale_attn_inner", List.of(false)),
          Map.entry("scale_attn", List.of(false)),
          Map.entry("scale_fc", List.of(false)),
          Map.entry("norm_kwargs", List.of()),
          Map.entry("act_kwargs", List.of()));

  static final KnownKeys VISION =
      new KnownKeys(
          KnownKeys.words("layers width head_width mlp_ratio patch_size image_size"),
          // Of training, or of parts that other options bring in.
          KnownKeys.words(
              "patch_dropout attn_pooler_queries attn_pooler_heads n_queries"
                  + " timm_model_pretrained timm_pool timm_proj timm_proj_bias timm_drop"
                  + " timm_drop_path"),
          with(
              Map.ofEntries(
                  Map.entry("timm_model_name", List.of()),
                  Map.entry("attentional_pool", List.of(false)),
                  Map.entry("no_ln_pre", List.of(false)),
                  Map.entry("pos_embed_type", List.of("learnable")),
                  Map.entry("pool_type", List.of("tok")),
                  Map.entry("input_patchnorm", List.of(false)),
                  Map.entry("global_average_pool", List.of(false)))));

  static final KnownKeys TEXT =
      new KnownKeys(
          KnownKeys.words(
              "context_length vocab_size width heads layers mlp_ratio eos_id"
                  + " hf_tokenizer_name"),
          KnownKeys.words(
              "pad_id text_mask hf_model_pretrained hf_proj_type hf_pooler_type bert_tokenizer"),
          with(
              Map.ofEntries(
                  Map.entry("hf_model_name", List.of()),
                  Map.entry("hf_model_config", List.of()),
                  Map.entry("tokenizer_mode", List.of()),
                  Map.entry("tokenizer_kwargs", List.of()),
                  Map.entry("embed_cls", List.of(false)),
                  Map.entry("no_causal_mask", List.of(false)),
                  Map.entry("pool_type", List.of("argmax", "eos")),
                  Map.entry("proj_type", List.of("linear")),
                  Map.entry("proj_bias", List.of(false)))));

  static final KnownKeys MODEL =
      new KnownKeys(
          KnownKeys.words("embed_dim vision_cfg text_cfg quick_gelu"),
          KnownKeys.words(
              "cast_dtype init_logit_scale nonscalar_logit_scale output_dict custom_text"),
          Map.of("init_logit_bias", List.of(), "multimodal_cfg", List.of()));

  static final KnownKeys PIXELS =
      new KnownKeys(
          KnownKeys.words("mean std interpolation resize_mode mode fill_color"),
          // The size is that of the image tower, whatever stands here.
          KnownKeys.words("size"),
          Map.of());

  private OpenClipKeys() {}

  private static Map<String, List<Object>> with(Map<String, List<Object>> more) {
    Map<String, List<Object>> all = new HashMap<>(OF_BLOCKS);
    all.putAll(more);
    return all;
  }
}
