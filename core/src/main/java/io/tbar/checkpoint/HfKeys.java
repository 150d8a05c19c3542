package io.tbar.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is known of the keys in Hugging Face's files. */
final class HfKeys {
  /** What any of the library's configurations may hold: names, training, generation. */
  private static final Set<String> OF_ALL =
      KnownKeys.words(
          """
          _name_or_path _commit_hash _attn_implementation _attn_implementation_internal
          _attn_implementation_autoset _experts_implementation attn_implementation architectures
          transformers_version torch_dtype dtype model_type initializer_range initializer_factor
          attention_dropout dropout hidden_dropout hidden_dropout_prob attention_probs_dropout_prob
          dropout_rate chunk_size_feed_forward is_encoder_decoder is_decoder
          add_cross_attention cross_attention_hidden_size tie_encoder_decoder tie_word_embeddings
          finetuning_task id2label label2id num_labels problem_type tokenizer_class prefix
          bos_token_id pad_token_id eos_token_id sep_token_id decoder_start_token_id
          task_specific_params return_dict return_dict_in_generate use_return_dict
          output_hidden_states output_attentions output_scores torchscript use_bfloat16 use_cache
          gradient_checkpointing loss_type tf_legacy_loss remove_invalid_values max_length
          min_length do_sample early_stopping num_beams num_beam_groups diversity_penalty
          temperature top_k top_p typical_p repetition_penalty length_penalty
          no_repeat_ngram_size encoder_no_repeat_ngram_size bad_words_ids num_return_sequences
          forced_bos_token_id forced_eos_token_id exponential_decay_length_penalty
          suppress_tokens begin_suppress_tokens projection_dim""");

  private static final Map<String, List<Object>> NOT_FOLLOWED =
      Map.of(
          "pruned_heads", List.of(),
          "quantization_config", List.of(),
          "auto_map", List.of(),
          "rope_scaling", List.of(),
          "output_tokens", List.of(false));

  static final KnownKeys MODEL =
      new KnownKeys(
          KnownKeys.words(
              "vision_config text_config vision_config_dict text_config_dict projection_dim"
                  + " hidden_act"),
          with(
              "logit_scale_init_value vision_config_dict text_config_dict license tags language"
                  + " model_name author description version _diffusers_version"),
          NOT_FOLLOWED);

  static final KnownKeys VISION =
      new KnownKeys(
          KnownKeys.words(
              "hidden_act layer_norm_eps num_channels image_size patch_size hidden_size"
                  + " num_hidden_layers num_attention_heads intermediate_size"),
          with("logit_scale_init_value vocab_size"),
          NOT_FOLLOWED);

  static final KnownKeys TEXT =
      new KnownKeys(
          KnownKeys.words(
              "hidden_act layer_norm_eps vocab_size eos_token_id max_position_embeddings"
                  + " hidden_size num_hidden_layers num_attention_heads intermediate_size"),
          with("logit_scale_init_value"),
          NOT_FOLLOWED);

  static final KnownKeys PIXELS =
      new KnownKeys(
          KnownKeys.words(
              "do_resize do_rescale do_normalize resample rescale_factor size do_center_crop"
                  + " crop_size image_mean image_std image_processor_type feature_extractor_type"),
          KnownKeys.words(
              "do_convert_rgb processor_class data_format input_data_format return_tensors device"
                  + " default_to_square disable_grouping _valid_processor_keys"
                  + " _valid_kwargs_names model_input_names image_seq_length transformers_version"
                  + " _commit_hash _name_or_path pad_size"),
          Map.of("do_pad", List.of(false), "auto_map", List.of()));

  /** Classes that treat pixels as CLIP's does. */
  static final Set<String> PROCESSORS =
      KnownKeys.words(
          "CLIPImageProcessor CLIPImageProcessorFast CLIPImageProcessorPil CLIPFeatureExtractor");

  private HfKeys() {}

  private static Set<String> with(String more) {
    Set<String> all = new TreeSet<>(OF_ALL);
    all.addAll(KnownKeys.words(more));
    return all;
  }
}
