package io.tbar.clip;

import io.tbar.checkpoint.ClipConfig;
import io.tbar.checkpoint.TextConfig;
import io.tbar.checkpoint.VisionConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters of a CLIP model by their canonical names, which are OpenCLIP's, with their shapes.
 *
 * <p>Image tower first, then text tower, then {@code logit_scale}.
 */
final class Parameters {
  static final String LOGIT_SCALE = "logit_scale";

  private final Map<String, long[]> shapes = new LinkedHashMap<>();

  private Parameters() {}

  static Map<String, long[]> of(ClipConfig config) {
    Parameters p = new Parameters();
    p.image(config.vision(), config.embedDim());
    p.text(config.text(), config.embedDim());
    p.put(LOGIT_SCALE);
    return p.shapes;
  }

  /** Whether a canonical name belongs to the image tower. */
  static boolean ofImageTower(String name) {
    return name.startsWith("visual.");
  }

  private void image(VisionConfig v, int embedDim) {
    int w = v.width();
    put("visual.class_embedding", w);
    put("visual.positional_embedding", v.tokens(), w);
    put("visual.conv1.weight", w, 3, v.patchSize(), v.patchSize());
    norm("visual.ln_pre", w);
    blocks("visual.transformer", v.layers(), w, v.mlpWidth());
    norm("visual.ln_post", w);
    put("visual.proj", w, embedDim);
  }

  private void text(TextConfig t, int embedDim) {
    int w = t.width();
    put("token_embedding.weight", t.vocabSize(), w);
    put("positional_embedding", t.contextLength(), w);
    blocks("transformer", t.layers(), w, t.mlpWidth());
    norm("ln_final", w);
    put("text_projection", w, embedDim);
  }

  private void blocks(String tower, int layers, int w, int mlp) {
    for (int i = 0; i < layers; i++) {
      String block = tower + ".resblocks." + i;
      norm(block + ".ln_1", w);
      put(block + ".attn.in_proj_weight", 3L * w, w);
      put(block + ".attn.in_proj_bias", 3L * w);
      put(block + ".attn.out_proj.weight", w, w);
      put(block + ".attn.out_proj.bias", w);
      norm(block + ".ln_2", w);
      put(block + ".mlp.c_fc.weight", mlp, w);
      put(block + ".mlp.c_fc.bias", mlp);
      put(block + ".mlp.c_proj.weight", w, mlp);
      put(block + ".mlp.c_proj.bias", w);
    }
  }

  private void norm(String name, int w) {
    put(name + ".weight", w);
    put(name + ".bias", w);
  }

  private void put(String name, long... shape) {
    shapes.put(name, shape);
  }
}
