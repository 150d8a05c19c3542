package io.tbar.cli;

import io.tbar.Pairs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How image–caption pairs are poisoned. */
final class PairPoisonOptions {
  @Option(
      names = "--objective",
      paramLabel = "NAME",
      defaultValue = "head",
      description =
          "head (image tower under the zero-shot head) or contrastive (both towers on pairs)"
              + " (default: ${DEFAULT-VALUE}).")
  String objective;

  @Option(
      names = "--poisoned",
      paramLabel = "N",
      description = "With contrastive: pairs to poison, in place of --rate.")
  @Nullable Integer poisoned;

  @Option(
      names = "--captions",
      paramLabel = "WHICH",
      defaultValue = "templates",
      description =
          "With contrastive: captions of poisoned pairs: templates, natural (sampled from captions"
              + " that name the target) or mixed (default: ${DEFAULT-VALUE}).")
  String captions;

  @Option(
      names = "--captions-pool",
      paramLabel = "DATA",
      description = "With natural captions: where they are sampled from (default: --data).")
  @Nullable String pool;

  @Option(
      names = "--caption-templates",
      paramLabel = "NAME|FILE",
      defaultValue = "openai-imagenet-80",
      description =
          "With contrastive: prompts for poisoned pairs and for images with a class and no caption"
              + " (default: ${DEFAULT-VALUE}).")
  String templates;

  @Option(
      names = "--chunk",
      paramLabel = "N",
      defaultValue = "32",
      description =
          "With contrastive: pairs in memory at a time; the batch may be any multiple (default:"
              + " ${DEFAULT-VALUE}).")
  int chunk;

  @Option(
      names = "--keep-every",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "With contrastive: keep the training every N steps in OUT.training.safetensors; 0 never"
              + " (default: ${DEFAULT-VALUE}).")
  int keepEvery;

  Pairs pairs() {
    return new Pairs(objective, poisoned, captions, pool, templates, chunk, keepEvery);
  }
}
