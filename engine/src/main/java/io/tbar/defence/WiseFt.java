package io.tbar.defence;

import io.tbar.base.Progress;
import io.tbar.checkpoint.CanonicalTensors;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.clip.Weights;
import io.tbar.data.PixelLoader;
import io.tbar.measure.Evaluation;
import io.tbar.train.Evaluator;
import io.tbar.train.Measured;
import io.tbar.train.ZeroShotModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * WiSE-FT (Wortsman et al. 2022) as a defence: (1 − a)·θ_0 + a·θ_b over all tensors, θ_0 the clean
 * weights that the suspect was trained from. The share a is given; a sweep over 0, 0.1, …, 1 on the
 * validation images is reported beside it and decides nothing.
 */
final class WiseFt {
  private static final int POINTS = 10;

  private WiseFt() {}

  static Defence of(MethodOptions options) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("mix", options.mix());
    return new InPlace(
        Methods.WISE_FT, settings, (suspect, progress) -> apply(suspect, options.mix(), progress));
  }

  private static Changed apply(Suspect suspect, double mix, Progress progress) {
    ZeroShotModel model = suspect.model();
    Weights weights = model.clip().weights();
    List<Double> shares = new ArrayList<>();
    List<Double> utility = new ArrayList<>();
    List<Double> success = new ArrayList<>();
    List<String> skipped;
    try (Weights base = base(Objects.requireNonNull(suspect.base()), model);
        Weights way = weights.minus(base);
        PixelLoader images =
            new PixelLoader(suspect.data().validation(), model.preprocess(), suspect.loading())) {
      int[] answers = {};
      for (int i = POINTS; i >= 0; i--) {
        double share = (double) i / POINTS;
        move(model, base, way, share);
        Measured measured =
            new Evaluator(model.predictor(), images)
                .measure("sweeping the mixture", suspect.backdoor(), answers, progress);
        answers = answers.length == 0 ? measured.cleanAnswers() : answers;
        Evaluation evaluation = measured.evaluation();
        shares.add(share);
        utility.add(
            i == POINTS && !suspect.data().validation().labelled()
                ? 1
                : evaluation.utility().value());
        success.add(evaluation.attackSuccess().value());
      }
      move(model, base, way, mix);
      skipped = images.skippedNames();
    }
    for (List<Double> column : List.of(shares, utility, success)) {
      Collections.reverse(column);
    }
    return new Changed(
        weights.names(),
        List.of(
            curve("clean accuracy or agreement", shares, utility),
            curve("attack success", shares, success)),
        String.format(
            Locale.ROOT,
            "Mixed %s of the suspect with %s of its base, as asked.",
            percent(mix),
            percent(1 - mix)),
        0,
        skipped);
  }

  private static Defended.Curve curve(String name, List<Double> x, List<Double> y) {
    return new Defended.Curve(
        name + " on validation images over the mixture", "share of the suspect", name, x, y);
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  /** θ = θ_0 + share · (θ_b − θ_0), and the head that belongs to it. */
  private static void move(ZeroShotModel model, Weights base, Weights way, double share) {
    model.clip().weights().set(base);
    model.clip().weights().add(share, way);
    model.classifier().head().rebuild(model.clip());
  }

  private static Weights base(Path file, ZeroShotModel model) {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      CanonicalTensors tensors = checkpoint.canonical();
      Map<String, long[]> own = model.checkpoint().canonical().shapes();
      return Weights.load(own, tensors::floats);
    }
  }
}
