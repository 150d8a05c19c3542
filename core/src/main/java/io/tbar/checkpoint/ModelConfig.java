package io.tbar.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * What a configuration file says, whether or not the model can be used.
 *
 * @param architecture in words, for people
 * @param clip null for an image tower that can be looked at but not run
 * @param text always known
 */
record ModelConfig(
    String architecture,
    @Nullable ClipConfig clip,
    TextConfig text,
    int embedDim,
    Activation activation) {

  static ModelConfig of(ClipConfig clip) {
    VisionConfig vision = clip.vision();
    String architecture =
        "CLIP, image tower ViT ("
            + vision.imageSize()
            + " px, patch "
            + vision.patchSize()
            + ", width "
            + vision.width()
            + ", "
            + vision.layers()
            + " layers, "
            + vision.heads()
            + " heads), "
            + describe(clip.text(), clip.embedDim());
    return new ModelConfig(architecture, clip, clip.text(), clip.embedDim(), clip.activation());
  }

  static String describe(TextConfig text, int embedDim) {
    return "text tower (width "
        + text.width()
        + ", "
        + text.layers()
        + " layers, "
        + text.heads()
        + " heads, vocabulary "
        + text.vocabSize()
        + ", context "
        + text.contextLength()
        + "), embedding "
        + embedDim;
  }
}
