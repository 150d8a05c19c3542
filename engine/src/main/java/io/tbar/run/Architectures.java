package io.tbar.run;

import io.tbar.checkpoint.ClipConfig;
import java.util.Locale;

/** Names of architectures, equal exactly where two models have the same shape. */
final class Architectures {
  private Architectures() {}

  static String name(ClipConfig config) {
    return String.format(
        Locale.ROOT,
        "ViT %d/%d of %d layers x %d (%d heads, MLP %d), text %d layers x %d (%d heads, %d tokens,"
            + " vocabulary %d), embedding %d, %s",
        config.vision().imageSize(),
        config.vision().patchSize(),
        config.vision().layers(),
        config.vision().width(),
        config.vision().heads(),
        config.vision().mlpWidth(),
        config.text().layers(),
        config.text().width(),
        config.text().heads(),
        config.text().contextLength(),
        config.text().vocabSize(),
        config.embedDim(),
        config.activation().name().toLowerCase(Locale.ROOT));
  }
}
