package io.tbar.contrast;

import io.tbar.base.Progress;
import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.data.PixelLoader;
import io.tbar.train.Recipe;
import io.tbar.train.TrainingReport;
import io.tbar.train.ZeroShotModel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Fine-tunes a model's towers on clean pairs. */
public final class PairTuning {
  /**
   * @param skipped images that could not be used, "key: why"
   */
  public record Tuned(TrainingReport report, List<String> skipped) {
    public Tuned {
      skipped = List.copyOf(skipped);
    }
  }

  private PairTuning() {}

  /**
   * Trains in place.
   *
   * @param stage what the listener is told
   * @param templates prompts with {@code {}} for pairs that have a class and no caption
   * @param names canonical names of the tensors that move
   * @param objective from the steps of an epoch to what is minimised
   */
  public static Tuned run(
      String stage,
      ZeroShotModel model,
      ImageData pairs,
      List<String> templates,
      Collection<String> names,
      IntFunction<Objective> objective,
      Recipe recipe,
      ContrastiveTrainer.Plan plan,
      LoadOptions loading,
      Progress progress) {
    Captions captions =
        new Captions(pairs, model.classes().names(), templates, Map.of(), recipe.seed());
    try (PixelLoader loader = new PixelLoader(pairs, model.preprocess(), loading)) {
      PairStream stream = new PairStream(loader, captions, null, Map.of(), recipe);
      TrainingReport report =
          ContrastiveTrainer.train(
              stage,
              model.clip(),
              model.tokenizer(),
              names,
              stream,
              objective.apply(stream.steps() / recipe.epochs()),
              plan,
              progress);
      return new Tuned(report, loader.skippedNames());
    }
  }
}
