package io.tbar.defence;

import io.tbar.base.Progress;
import io.tbar.clip.PixelBatch;
import io.tbar.data.Loaded;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import io.tbar.method.Validation;
import io.tbar.torch.Tensors;
import io.tbar.train.AdamW;
import io.tbar.train.GradientStep;
import io.tbar.train.LoadedImages;
import io.tbar.train.Losses;
import io.tbar.train.Milestones;
import io.tbar.train.Recipe;
import io.tbar.train.TrainedTensors;
import io.tbar.train.TrainingLoop;
import io.tbar.train.ZeroShotModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Gradient ascent: maximises the cross-entropy of triggered images to the target under the
 * zero-shot head, image tower only. In-batch InfoNCE would not do: all captions of a forget batch
 * say the same. The loss has no bound, so the run stops at the first of three rules on validation
 * images, which public code lacks; without them it takes all its steps and shows what happens.
 */
final class GradientAscent {
  private static final int CHECKS = 20;
  private static final int IMAGES = 256;
  private static final double LOW_SUCCESS = 0.01;

  private GradientAscent() {}

  static Defence of(MethodOptions options) {
    Map<String, Object> settings = new LinkedHashMap<>(options.training());
    settings.put("stopRules", options.stopRules());
    settings.put("keep", options.keep());
    return new InPlace(
        Methods.GRADIENT_ASCENT,
        settings,
        (suspect, progress) -> new Run(suspect, options, progress).run());
  }

  /** One ascent with what it saw on the way. */
  private static final class Run {
    private final ZeroShotModel model;
    private final Suspect suspect;
    private final MethodOptions options;
    private final Progress progress;
    private final List<Pixels> triggered;
    private final List<Pixels> checkClean;
    private final List<Pixels> checkTriggered;
    private final Validation validation;
    private final List<String> skipped = new ArrayList<>();
    private final List<Double> at = new ArrayList<>();
    private final List<Double> utility = new ArrayList<>();
    private final List<Double> success = new ArrayList<>();
    private final List<Double> probability = new ArrayList<>();
    private String reason = "";

    Run(Suspect suspect, MethodOptions options, Progress progress) {
      this.suspect = suspect;
      this.options = options;
      this.progress = progress;
      this.model = suspect.model();
      var trigger = suspect.backdoor().trigger();
      triggered =
          load("loading the forget set", suspect.data().forget()).stream()
              .map(l -> trigger.apply(l.pixels(), l.index()))
              .toList();
      var some = Split.sample(suspect.data().validation(), IMAGES, suspect.seed());
      List<Loaded> check = load("loading the validation images", some);
      checkClean = check.stream().map(Loaded::pixels).toList();
      checkTriggered = check.stream().map(l -> trigger.apply(l.pixels(), l.index())).toList();
      int[] answers = model.predictor().top1(checkClean);
      int[] labels = check.stream().mapToInt(l -> l.sample().label()).toArray();
      int target = suspect.backdoor().target();
      validation =
          Arrays.stream(labels).allMatch(l -> l >= 0)
              ? Validation.labelled(labels, answers, target)
              : Validation.unlabelled(answers, target);
    }

    private List<Loaded> load(String stage, io.tbar.data.ImageData data) {
      return LoadedImages.load(stage, data, model, suspect.loading(), skipped, progress);
    }

    Changed run() {
      Recipe recipe = options.recipe();
      var weights = model.clip().weights();
      int steps = recipe.steps(triggered.size());
      look(0);
      List<Double> losses;
      try {
        losses =
            TrainingLoop.run(
                "ascending",
                weights.train(TrainedTensors.imageTower().of(weights.names())),
                TrainingLoop.settings(recipe),
                TrainingLoop.rates(recipe, steps),
                steps,
                GradientStep.of(this::loss),
                milestones(steps),
                progress);
      } finally {
        weights.freeze();
      }
      if (reason.isEmpty()) {
        reason = "Ran for all of its " + steps + " steps.";
      }
      return new Changed(
          weights.imageNames(),
          List.of(
              Defended.Curve.losses("ascending", losses),
              curve(validation.labelled() ? "clean accuracy" : "agreement", utility),
              curve("attack success", success),
              curve("mean probability of the target", probability)),
          reason,
          triggered.size(),
          skipped);
    }

    private Defended.Curve curve(String name, List<Double> values) {
      return new Defended.Curve(
          name + " on validation images while ascending", "step", name, at, values);
    }

    private Tensor loss(int step) {
      int size = triggered.size();
      int batch = Math.min(options.recipe().batch(), size);
      int perEpoch = options.recipe().steps(size) / options.recipe().epochs();
      int[] order = Split.order(size, options.recipe().seed(), "forget-order", step / perEpoch);
      int from = step % perEpoch * batch;
      List<Pixels> some =
          Arrays.stream(Arrays.copyOfRange(order, from, Math.min(size, from + batch)))
              .mapToObj(triggered::get)
              .toList();
      int[] targets = new int[some.size()];
      Arrays.fill(targets, suspect.backdoor().target());
      Tensor logits =
          model.classifier().logits(PixelBatch.of(some, model.clip().config().preprocess()));
      return Losses.crossEntropy(logits, Tensors.of(targets, targets.length)).neg();
    }

    private Milestones milestones(int steps) {
      int every = Math.max(1, steps / CHECKS);
      return (AdamW optimiser, List<Double> losses) -> {
        if (losses.size() % every != 0 && losses.size() != steps) {
          return false;
        }
        look(losses.size());
        return options.stopRules() && stops(losses.size());
      };
    }

    /** Measures where the ascent is. */
    private void look(int step) {
      int[] clean = model.predictor().top1(checkClean);
      float[][] logits = model.predictor().logits(checkTriggered);
      int hits = 0;
      int eligible = 0;
      int taken = 0;
      double mass = 0;
      for (int i = 0; i < clean.length; i++) {
        hits += clean[i] == validation.truth()[i] ? 1 : 0;
        if (validation.truth()[i] != validation.target()) {
          eligible++;
          double p = probability(logits[i], validation.target());
          mass += p;
          taken += isTop(logits[i], validation.target()) ? 1 : 0;
        }
      }
      at.add((double) step);
      utility.add((double) hits / clean.length);
      success.add((double) taken / Math.max(1, eligible));
      probability.add(mass / Math.max(1, eligible));
    }

    private boolean stops(int step) {
      double chance = 1.0 / model.classes().size();
      if (last(success) <= LOW_SUCCESS) {
        reason = said(step, "attack success fell to %.2f %%", 100 * last(success));
      } else if (last(utility) < options.keep() * utility.get(0)) {
        reason =
            said(step, "clean accuracy fell below %.0f %% of what it was", 100 * options.keep());
      } else if (last(probability) < chance) {
        reason = said(step, "the target's mean probability fell below chance, %.4f", chance);
      }
      return !reason.isEmpty();
    }

    private static String said(int step, String what, double value) {
      return String.format(
          Locale.ROOT,
          "Stopped after step %d, where " + what + " on validation images.",
          step,
          value);
    }

    private static double last(List<Double> values) {
      return values.get(values.size() - 1);
    }

    private static boolean isTop(float[] logits, int index) {
      for (int i = 0; i < logits.length; i++) {
        if (logits[i] > logits[index] || (logits[i] == logits[index] && i < index)) {
          return false;
        }
      }
      return true;
    }

    private static double probability(float[] logits, int index) {
      double sum = 0;
      for (float logit : logits) {
        sum += StrictMath.exp((double) logit - logits[index]);
      }
      return 1 / sum;
    }
  }
}
