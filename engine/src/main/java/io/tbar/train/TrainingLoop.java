package io.tbar.train;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.torch.Scope;
import io.tbar.torch.TorchErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/** The steps of a fine-tuning: loss, gradients, clipping, AdamW under a cosine. */
public final class TrainingLoop {
  private TrainingLoop() {}

  /**
   * Runs the steps; the weights change in place.
   *
   * @param stage what the listener is told
   * @param trained weights that take gradients
   * @param steps at least 1
   * @return the loss of each step
   * @throws TbarException INCONCLUSIVE where loss or gradients stop being numbers; CANCELLED where
   *     the listener says so
   */
  public static List<Double> run(
      String stage,
      Map<String, Tensor> trained,
      Recipe recipe,
      int steps,
      GradientStep gradients,
      Progress progress) {
    return run(
        stage,
        trained,
        settings(recipe).withDecay(recipe.weightDecay(), AdamW.Decay.ALL),
        rates(recipe, steps),
        steps,
        gradients,
        Milestones.NONE,
        progress);
  }

  /**
   * As above, by other rules.
   *
   * @param rates learning rate of each step, from 0
   * @param milestones asked before the first step and after each
   */
  public static List<Double> run(
      String stage,
      Map<String, Tensor> trained,
      AdamW.Settings settings,
      IntToDoubleFunction rates,
      int steps,
      GradientStep gradients,
      Milestones milestones,
      Progress progress) {
    double peak = IntStream.range(0, steps).mapToDouble(rates::applyAsDouble).max().orElse(0);
    try (AdamW optimiser = new AdamW(trained.values(), settings)) {
      List<Double> losses = new ArrayList<>(milestones.start(optimiser));
      progress.update(stage, losses.size(), steps);
      for (int step = losses.size(); step < steps; step++) {
        progress.check();
        int now = step;
        losses.add(
            TorchErrors.translate(
                stage,
                () -> {
                  try (Scope s = new Scope()) {
                    double number = gradients.at(now);
                    guard(stage, now, "loss", number, peak);
                    double norm = optimiser.step(rates.applyAsDouble(now));
                    guard(stage, now, "norm of the gradients", norm, peak);
                    return number;
                  }
                }));
        progress.update(stage, step + 1, steps);
        if (milestones.after(optimiser, losses)) {
          break;
        }
      }
      return losses;
    }
  }

  /** AdamW as the recipe has it. */
  public static AdamW.Settings settings(Recipe recipe) {
    return AdamW.Settings.taskArithmetic()
        .withDecay(recipe.weightDecay(), AdamW.Decay.MATRICES)
        .withMaxNorm(recipe.clipNorm());
  }

  /** The recipe's cosine over a number of steps. */
  public static IntToDoubleFunction rates(Recipe recipe, int steps) {
    return new CosineSchedule(recipe.learningRate(), recipe.warmupSteps(steps), steps)::at;
  }

  private static void guard(String stage, int step, String what, double value, double rate) {
    if (Double.isFinite(value)) {
      return;
    }
    throw new TbarException(
        TbarException.Kind.INCONCLUSIVE,
        String.format(
            Locale.ROOT,
            "While %s, the %s became %s at step %d with learning rate %s; try a lower one.",
            stage,
            what,
            value,
            step + 1,
            rate));
  }
}
