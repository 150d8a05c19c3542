package io.tbar.benchmarks;

import io.tbar.base.Progress;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.clip.Weights;
import io.tbar.data.ClassNames;
import io.tbar.data.DataSets;
import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.data.Loaded;
import io.tbar.data.PixelLoader;
import io.tbar.data.Split;
import io.tbar.disentangle.Direction;
import io.tbar.method.CurvePoint;
import io.tbar.method.ForgetSet;
import io.tbar.method.Removal;
import io.tbar.method.SearchOptions;
import io.tbar.method.TransferredVector;
import io.tbar.method.TriggerRemover;
import io.tbar.method.ValidationImages;
import io.tbar.text.Templates;
import io.tbar.train.Predictor;
import io.tbar.train.ZeroShotModel;
import io.tbar.trigger.Trigger;
import io.tbar.trigger.Triggers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The search of the coefficient on a real model with a real vector, θ_b's own answers on the clean
 * images among it: seconds. The yardstick beside it is a plain grid of sixteen coefficients on as
 * many images ({@code yardstick/search.py}).
 *
 * <p>usage: RealSearch MODEL VECTOR IMAGES CLASSES TRIGGER TARGET THREADS [COUNT [TEMPLATES]];
 * VECTOR is the trigger-vector.safetensors that {@code tbar clean} left; COUNT validation images,
 * 1,000 by default
 */
public final class RealSearch {
  private static final int BATCH = 100;

  private RealSearch() {}

  /** Prints a line. */
  public static void main(String[] args) {
    Setup setup = new Setup("search-real", false, Integer.parseInt(args[6]), 1, false);
    io.tbar.torch.Engine.start(setup.threads());
    ClassNames classes = ClassNames.read(Path.of(args[3]));
    int target = classes.indexOf(args[5]);
    int count = args.length > 7 ? Integer.parseInt(args[7]) : 1000;
    String templates = args.length > 8 ? args[8] : "cifar-18";
    try (Checkpoint checkpoint = Checkpoint.open(Path.of(args[0]));
        ZeroShotModel model =
            ZeroShotModel.open(checkpoint, classes, Templates.of(templates), BATCH);
        Direction direction = Direction.ofVector(Path.of(args[1]), model, List.of())) {
      Weights tau = direction.weights();
      Trigger trigger = Triggers.parse(args[4], model.imageSize());
      ValidationImages images =
          images(model, Split.sample(DataSets.open(args[2], classes), count, 0), trigger);
      searched(setup, model.predictor(), tau, images, target);
    }
  }

  private static void searched(
      Setup setup, Predictor predictor, Weights tau, ValidationImages images, int target) {
    TriggerRemover remover =
        new TriggerRemover(
            predictor,
            new ForgetSet(List.of(), List.of(), target, new float[0][]),
            images,
            new TransferredVector(tau, Map.of()),
            SearchOptions.defaults());
    predictor.top1(images.clean().subList(0, Math.min(BATCH, images.size())));
    long start = System.nanoTime();
    try (Removal removal = remover.remove(1, Progress.silent())) {
      double[] seconds = {(System.nanoTime() - start) / 1e9};
      CurvePoint chosen = removal.search().chosen();
      String more =
          String.format(
              Locale.ROOT,
              ", \"passes\": %d, \"alpha\": %s, \"asr\": %s",
              images.size() + removal.search().passes(),
              chosen == null ? "null" : Double.toString(chosen.alpha()),
              chosen == null ? "null" : Double.toString(chosen.attackSuccess().value()));
      Timing.report(setup, "search-real", "seconds", seconds, t -> t, more);
    }
  }

  private static ValidationImages images(ZeroShotModel model, ImageData data, Trigger trigger) {
    try (PixelLoader loader =
        new PixelLoader(data, model.preprocess(), LoadOptions.defaults().withThreads(2))) {
      List<Loaded> loaded = loader.all("loading", Progress.silent());
      return new ValidationImages(
          loaded.stream().map(Loaded::pixels).toList(),
          loaded.stream().map(l -> trigger.apply(l.pixels(), l.index())).toList(),
          loaded.stream().mapToInt(l -> l.sample().label()).toArray());
    }
  }
}
