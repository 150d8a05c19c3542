package io.tbar.train;

import io.tbar.base.AtomicOutput;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.CheckpointWriter;
import io.tbar.clip.Linearisation;
import io.tbar.clip.Weights;
import io.tbar.data.ImageData;
import io.tbar.data.Overlap;
import io.tbar.data.PixelLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes infected checkpoints, which everything else is tried on: fine-tunes the image tower under
 * the frozen zero-shot head on data in which a share of the samples carries the trigger and the
 * target label.
 */
public final class Poisoner {
  private Poisoner() {}

  /**
   * Poisons a model. Its weights are the infected ones afterwards; close it.
   *
   * @param data labelled training images
   * @param test labelled images to measure on; null holds some of {@code data} out
   * @param out where the checkpoint goes, a folder where the model's own is one
   * @throws TbarException BAD_INPUT where images have no label or the sets overlap; INCONCLUSIVE
   *     where the loss stops being a number
   */
  public static Infection poison(
      ZeroShotModel model,
      ImageData data,
      @Nullable ImageData test,
      Backdoor backdoor,
      PoisonOptions options,
      Path out,
      Progress progress) {
    return poison(model, data, test, BackdoorShare.all(backdoor), options, out, progress);
  }

  /**
   * As above, with one or several backdoors.
   *
   * @param backdoors whose shares add up to 1; each is measured by itself
   * @throws TbarException USAGE where they do not go together or a trigger has no cover samples
   */
  public static Infection poison(
      ZeroShotModel model,
      ImageData data,
      @Nullable ImageData test,
      List<BackdoorShare> backdoors,
      PoisonOptions options,
      Path out,
      Progress progress) {
    AtomicOutput.refuseExisting(out);
    BackdoorShare.check(backdoors);
    if (options.interpolation() != null && backdoors.size() > 1) {
      throw TbarException.usage(
          "Interpolated features lead to one target by one trigger; give a single one.");
    }
    HeldOut.requireLabels(data);
    List<ImageData> parts = test == null ? HeldOut.of(data, options) : List.of(data, test);
    ImageData train = parts.get(0);
    ImageData held = parts.get(1);
    HeldOut.requireLabels(held);
    if (test != null) {
      Overlap.refuse("training data", train, "test data", held);
    }
    Manifest manifest = new ManifestDraw(train, backdoors, options, model.classes()).draw();
    Set<String> skipped = new LinkedHashSet<>();
    try (@Nullable Linearisation around = options.linear() ? model.clip().linearise() : null;
        PixelLoader testing =
            new PixelLoader(held, model.preprocess(), options.loading().withCacheBytes(64L << 20));
        PixelLoader training = new PixelLoader(train, model.preprocess(), options.loading())) {
      List<Measured> before =
          measure(
              "measuring the checkpoint as it came",
              new Evaluator(model.predictor(), testing),
              backdoors,
              progress);
      TrainingReport report = train(model, training, backdoors, manifest, options, progress);
      CheckpointWriter.Written written =
          CheckpointWriter.write(
              model.checkpoint(), out, false, values(model.clip().weights()), progress);
      List<Measured> after;
      try (ZeroShotModel infected = model.openLike(out)) {
        // Linearised, the weights that were written mean something around the base alone.
        model.clip().weights().set(infected.clip().weights());
        after =
            measure(
                "measuring the poisoned checkpoint",
                new Evaluator(around == null ? infected.predictor() : model.predictor(), testing),
                backdoors,
                progress);
      }
      skipped.addAll(training.skippedNames());
      skipped.addAll(testing.skippedNames());
      return new Infection(
          written,
          manifest,
          report,
          held,
          before.get(0),
          after.get(0),
          after.stream().allMatch(one -> Infection.taken(one, options.takenAbove())),
          outcomes(backdoors, manifest, before, after),
          new ArrayList<>(skipped));
    }
  }

  private static List<Measured> measure(
      String stage, Evaluator evaluator, List<BackdoorShare> backdoors, Progress progress) {
    return backdoors.stream()
        .map(one -> evaluator.measure(stage, one.backdoor(), progress))
        .toList();
  }

  private static List<BackdoorOutcome> outcomes(
      List<BackdoorShare> backdoors,
      Manifest manifest,
      List<Measured> before,
      List<Measured> after) {
    List<BackdoorOutcome> outcomes = new ArrayList<>();
    for (int k = 0; k < backdoors.size(); k++) {
      outcomes.add(
          new BackdoorOutcome(backdoors.get(k), manifest.poisoned(k), before.get(k), after.get(k)));
    }
    return outcomes;
  }

  private static TrainingReport train(
      ZeroShotModel model,
      PixelLoader training,
      List<BackdoorShare> backdoors,
      Manifest manifest,
      PoisonOptions options,
      Progress progress) {
    Classifier classifier = model.classifier();
    Recipe recipe = options.recipe();
    Interpolation how = options.interpolation();
    Examples examples = new PoisonedExamples(training, backdoors, manifest, recipe, how != null);
    TrainedTensors tower = TrainedTensors.imageTower();
    if (how == null) {
      return HeadTrainer.train("poisoning", classifier, tower, examples, recipe, progress);
    }
    try (InterpolatedLoss loss =
        new InterpolatedLoss(
            classifier, how, backdoors.get(0).backdoor().target(), recipe.seed())) {
      return HeadTrainer.train("poisoning", classifier, tower, examples, loss, recipe, progress);
    }
  }

  private static Map<String, float[]> values(Weights weights) {
    Map<String, float[]> values = new LinkedHashMap<>();
    weights.imageNames().forEach(name -> values.put(name, weights.read(name)));
    return values;
  }
}
