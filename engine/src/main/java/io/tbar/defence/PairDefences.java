package io.tbar.defence;

import io.tbar.clip.Clip;
import io.tbar.contrast.ContrastiveTrainer;
import io.tbar.contrast.Objective;
import io.tbar.contrast.PairTuning;
import io.tbar.data.ImageData;
import io.tbar.train.AdamW;
import io.tbar.train.Recipe;
import io.tbar.train.TrainingLoop;
import io.tbar.train.ZeroShotModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Methods that fine-tune both towers on clean pairs and differ in what they minimise. */
final class PairDefences {
  private PairDefences() {}

  static Defence of(Method method, MethodOptions options) {
    Map<String, Object> settings = new LinkedHashMap<>(options.training());
    settings.put("chunk", options.chunk());
    settings.put("decay", "matrices");
    switch (method.name()) {
      case "cleanclip" -> settings.putAll(new TreeMap<>(CleanClip.SETTINGS));
      case "roclip" -> settings.putAll(new TreeMap<>(RoClip.SETTINGS));
      case "par" -> settings.putAll(new TreeMap<>(Par.SETTINGS));
      default -> {}
    }
    return new InPlace(
        method,
        settings,
        (suspect, progress) -> {
          ZeroShotModel model = suspect.model();
          ImageData pairs = suspect.pairs();
          List<String> names =
              model.clip().weights().names().stream()
                  .filter(name -> !method.name().equals("par") || !name.equals(Clip.LOGIT_SCALE))
                  .toList();
          PairTuning.Tuned tuned =
              PairTuning.run(
                  "fine-tuning by " + method.name(),
                  model,
                  pairs,
                  options.templates(),
                  names,
                  objective(method, suspect, options),
                  options.recipe(),
                  plan(method, options),
                  suspect.loading(),
                  progress);
          return new Changed(
              names,
              List.of(
                  Defended.Curve.losses(
                      "fine-tuning by " + method.name(), tuned.report().losses())),
              String.format(
                  Locale.ROOT,
                  "Trained for %d epochs on %d pairs; nothing else decided the end.",
                  options.recipe().epochs(),
                  pairs.size()),
              pairs.size(),
              tuned.skipped());
        });
  }

  private static IntFunction<Objective> objective(
      Method method, Suspect suspect, MethodOptions options) {
    long seed = options.recipe().seed();
    return switch (method.name()) {
      case "cleanclip" -> perEpoch -> new CleanClip(seed);
      case "roclip" ->
          perEpoch ->
              RoClip.of(suspect.model(), suspect.pairs(), options.templates(), perEpoch, seed);
      case "par" -> perEpoch -> new Par(suspect.model().clip(), options.chunk(), seed);
      default -> perEpoch -> Objective.contrastive();
    };
  }

  private static ContrastiveTrainer.Plan plan(Method method, MethodOptions options) {
    Recipe recipe = options.recipe();
    if (!method.name().equals("par")) {
      return ContrastiveTrainer.Plan.of(recipe, options.chunk(), null);
    }
    AdamW.Settings settings = TrainingLoop.settings(recipe).withBetas(0.9, 0.98);
    return new ContrastiveTrainer.Plan(
        options.chunk(), settings, steps -> Par.rates(recipe.learningRate(), steps), null);
  }
}
