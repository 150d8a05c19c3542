package io.tbar.checkpoint;

import java.util.List;
import java.util.Set;

/** Canonical names to the names that a checkpoint uses itself. */
final class NameMap {
  private static final String MODULE = "module.";

  /**
   * The tensors of a file that make up one canonical tensor.
   *
   * @param names one, or query, key and value whose rows are stacked
   * @param transposed whether the file holds the transpose
   */
  record Source(List<String> names, boolean transposed) {}

  private final Layout layout;
  private final String prefix;
  private final boolean customText;
  private final boolean linearProjection;

  private NameMap(Layout layout, String prefix, boolean customText, boolean linearProjection) {
    this.layout = layout;
    this.prefix = prefix;
    this.customText = customText;
    this.linearProjection = linearProjection;
  }

  /** The plain names of a layout, as they are written. */
  static NameMap of(Layout layout) {
    return new NameMap(layout, "", false, false);
  }

  /** The names as a given checkpoint spells them. */
  static NameMap of(Layout layout, Set<String> names) {
    boolean module = !names.isEmpty() && names.stream().allMatch(name -> name.startsWith(MODULE));
    String prefix = module ? MODULE : "";
    boolean customText =
        layout == Layout.OPENCLIP && names.contains(prefix + "text.token_embedding.weight");
    return new NameMap(
        layout, prefix, customText, names.contains(prefix + "text.text_projection.weight"));
  }

  Source source(String canonical) {
    Source source = layout == Layout.HF ? hf(canonical) : openClip(canonical);
    return prefix.isEmpty()
        ? source
        : new Source(source.names().stream().map(prefix::concat).toList(), source.transposed());
  }

  private Source openClip(String canonical) {
    if (!customText || canonical.startsWith("visual.") || canonical.equals("logit_scale")) {
      return one(canonical);
    }
    if (linearProjection && canonical.equals("text_projection")) {
      return new Source(List.of("text.text_projection.weight"), true);
    }
    return one("text." + canonical);
  }

  private static Source hf(String canonical) {
    return switch (canonical) {
      case "logit_scale" -> one(canonical);
      case "visual.class_embedding" -> one("vision_model.embeddings.class_embedding");
      case "visual.conv1.weight" -> one("vision_model.embeddings.patch_embedding.weight");
      case "visual.positional_embedding" ->
          one("vision_model.embeddings.position_embedding.weight");
      case "visual.proj" -> new Source(List.of("visual_projection.weight"), true);
      case "token_embedding.weight" -> one("text_model.embeddings.token_embedding.weight");
      case "positional_embedding" -> one("text_model.embeddings.position_embedding.weight");
      case "text_projection" -> new Source(List.of("text_projection.weight"), true);
      default -> hfModule(canonical);
    };
  }

  private static Source hfModule(String canonical) {
    String kind = canonical.substring(canonical.lastIndexOf('.') + 1);
    if (canonical.startsWith("visual.ln_pre.")) {
      return one("vision_model.pre_layrnorm." + kind);
    }
    if (canonical.startsWith("visual.ln_post.")) {
      return one("vision_model.post_layernorm." + kind);
    }
    if (canonical.startsWith("ln_final.")) {
      return one("text_model.final_layer_norm." + kind);
    }
    boolean vision = canonical.startsWith("visual.transformer.resblocks.");
    String rest =
        canonical.substring(
            (vision ? "visual.transformer.resblocks." : "transformer.resblocks.").length());
    int dot = rest.indexOf('.');
    String block =
        (vision ? "vision_model" : "text_model") + ".encoder.layers." + rest.substring(0, dot + 1);
    return block(block, rest.substring(dot + 1));
  }

  private static Source block(String block, String part) {
    return switch (part) {
      case "attn.in_proj_weight" -> stacked(block, "weight");
      case "attn.in_proj_bias" -> stacked(block, "bias");
      default ->
          one(
              block
                  + part.replace("ln_1", "layer_norm1")
                      .replace("ln_2", "layer_norm2")
                      .replace("attn.out_proj", "self_attn.out_proj")
                      .replace("mlp.c_fc", "mlp.fc1")
                      .replace("mlp.c_proj", "mlp.fc2"));
    };
  }

  private static Source stacked(String block, String kind) {
    return new Source(
        List.of(
            block + "self_attn.q_proj." + kind,
            block + "self_attn.k_proj." + kind,
            block + "self_attn.v_proj." + kind),
        false);
  }

  private static Source one(String name) {
    return new Source(List.of(name), false);
  }
}
