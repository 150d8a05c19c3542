package io.tbar.checkpoint;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a configuration file says.
 *
 * @param architecture in words, for people
 */
record ModelConfig(String architecture, ClipConfig clip) {
  static ModelConfig of(ClipConfig clip) {
    String image = clip.vision().isResNet() ? resnet(clip.vision()) : transformer(clip.vision());
    return new ModelConfig(
        "CLIP, image tower " + image + ", " + describe(clip.text(), clip.embedDim()), clip);
  }

  Activation activation() {
    return clip.activation();
  }

  private static String resnet(VisionConfig vision) {
    return String.format(
        Locale.ROOT,
        "ResNet (%d px, blocks %s, width %d)",
        vision.imageSize(),
        vision.stages().stream().map(String::valueOf).collect(Collectors.joining("-")),
        vision.width());
  }

  private static String transformer(VisionConfig vision) {
    return String.format(
        Locale.ROOT,
        "ViT (%d px, patch %d, width %d, %d layers, %d heads)",
        vision.imageSize(),
        vision.patchSize(),
        vision.width(),
        vision.layers(),
        vision.heads());
  }

  private static String describe(TextConfig text, int embedDim) {
    return String.format(
        Locale.ROOT,
        "text tower (width %d, %d layers, %d heads, vocabulary %d, context %d), embedding %d",
        text.width(),
        text.layers(),
        text.heads(),
        text.vocabSize(),
        text.contextLength(),
        embedDim);
  }
}
