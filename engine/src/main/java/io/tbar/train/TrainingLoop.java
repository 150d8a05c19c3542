package io.tbar.train;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.torch.Scope;
import io.tbar.torch.TorchErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    return run(stage, trained, recipe, AdamW.Decay.ALL, steps, gradients, progress);
  }

  /**
   * As above.
   *
   * @param decay the tensors that decay
   */
  static List<Double> run(
      String stage,
      Map<String, Tensor> trained,
      Recipe recipe,
      AdamW.Decay decay,
      int steps,
      GradientStep gradients,
      Progress progress) {
    List<Double> losses = new ArrayList<>(steps);
    CosineSchedule schedule =
        new CosineSchedule(recipe.learningRate(), recipe.warmupSteps(steps), steps);
    progress.update(stage, 0, steps);
    AdamW.Settings settings =
        AdamW.Settings.taskArithmetic()
            .withDecay(recipe.weightDecay(), decay)
            .withMaxNorm(recipe.clipNorm());
    try (AdamW optimiser = new AdamW(trained.values(), settings)) {
      for (int step = 0; step < steps; step++) {
        progress.check();
        int now = step;
        losses.add(
            TorchErrors.translate(
                stage,
                () -> {
                  try (Scope s = new Scope()) {
                    double number = gradients.at(now);
                    guard(stage, now, "loss", number, recipe);
                    double norm = optimiser.step(schedule.at(now));
                    guard(stage, now, "norm of the gradients", norm, recipe);
                    return number;
                  }
                }));
        progress.update(stage, step + 1, steps);
      }
    }
    return losses;
  }

  private static void guard(String stage, int step, String what, double value, Recipe recipe) {
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
            recipe.learningRate()));
  }
}
