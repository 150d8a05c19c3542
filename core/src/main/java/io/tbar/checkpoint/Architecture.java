package io.tbar.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tensors of a CLIP model under their canonical names, which are OpenCLIP's: projections stand
 * as [width, embedding], query, key and value are stacked in this order.
 */
public final class Architecture {
  private Architecture() {}

  /** Canonical name to shape, image tower first, each tower in the order of its graph. */
  public static Map<String, long[]> tensors(ClipConfig config) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    VisionConfig vision = config.vision();
    if (vision.isResNet()) {
      shapes.putAll(ResNetTensors.of(vision, config.embedDim()));
    } else {
      transformer(shapes, vision, config.embedDim());
    }
    shapes.putAll(text(config.text(), config.embedDim()));
    return shapes;
  }

  private static void transformer(Map<String, long[]> shapes, VisionConfig vision, int embedDim) {
    long width = vision.width();
    shapes.put("visual.class_embedding", shape(width));
    shapes.put("visual.conv1.weight", shape(width, 3, vision.patchSize(), vision.patchSize()));
    shapes.put("visual.positional_embedding", shape(vision.tokens(), width));
    norm(shapes, "visual.ln_pre", width);
    for (int i = 0; i < vision.layers(); i++) {
      block(shapes, "visual.transformer.resblocks." + i, width, vision.mlpWidth());
    }
    norm(shapes, "visual.ln_post", width);
    shapes.put("visual.proj", shape(width, embedDim));
  }

  /** The text tower and the scale of the logits. */
  static Map<String, long[]> text(TextConfig text, int embedDim) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    long width = text.width();
    shapes.put("token_embedding.weight", shape(text.vocabSize(), width));
    shapes.put("positional_embedding", shape(text.contextLength(), width));
    for (int i = 0; i < text.layers(); i++) {
      block(shapes, "transformer.resblocks." + i, width, text.mlpWidth());
    }
    norm(shapes, "ln_final", width);
    shapes.put("text_projection", shape(width, embedDim));
    shapes.put("logit_scale", shape());
    return shapes;
  }

  private static void block(Map<String, long[]> shapes, String name, long width, long mlp) {
    norm(shapes, name + ".ln_1", width);
    shapes.put(name + ".attn.in_proj_weight", shape(3 * width, width));
    shapes.put(name + ".attn.in_proj_bias", shape(3 * width));
    shapes.put(name + ".attn.out_proj.weight", shape(width, width));
    shapes.put(name + ".attn.out_proj.bias", shape(width));
    norm(shapes, name + ".ln_2", width);
    shapes.put(name + ".mlp.c_fc.weight", shape(mlp, width));
    shapes.put(name + ".mlp.c_fc.bias", shape(mlp));
    shapes.put(name + ".mlp.c_proj.weight", shape(width, mlp));
    shapes.put(name + ".mlp.c_proj.bias", shape(width));
  }

  private static void norm(Map<String, long[]> shapes, String name, long width) {
    shapes.put(name + ".weight", shape(width));
    shapes.put(name + ".bias", shape(width));
  }

  private static long[] shape(long... dims) {
    return dims;
  }
}
