package io.tbar.method;

import io.tbar.base.AtomicOutput;
import io.tbar.base.Progress;
import io.tbar.checkpoint.CheckpointWriter;
import io.tbar.clip.Weights;
import io.tbar.data.ImageData;
import io.tbar.data.Loaded;
import io.tbar.data.PixelLoader;
import io.tbar.image.Pixels;
import io.tbar.train.Backdoor;
import io.tbar.train.Evaluator;
import io.tbar.train.Measured;
import io.tbar.train.ZeroShotModel;
import io.tbar.vector.LinearCombination;
import io.tbar.vector.Provenance;
import io.tbar.vector.TaskVector;
import io.tbar.vector.VectorArithmetic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cleans a checkpoint whose trigger is known: estimate, search, subtract from the stored θ_b, read
 * back, measure (paper: arXiv 2510.14845).
 */
public final class Cleaner {
  private final ZeroShotModel model;
  private final Backdoor backdoor;
  private final CleaningOptions options;
  private final List<String> skipped = new ArrayList<>();
  private double waitShare;

  /**
   * @param model its weights are at θ_b, and are again afterwards
   */
  public Cleaner(ZeroShotModel model, Backdoor backdoor, CleaningOptions options) {
    this.model = model;
    this.backdoor = backdoor;
    this.options = options;
  }

  /**
   * Cleans and measures. Where no coefficient is feasible nothing is written and the result says
   * why, with the curve.
   *
   * @param data sets that share no image
   * @param out where the cleaned checkpoint goes, a folder where the model's own is one
   * @param vectorFile where the trigger vector goes, a safetensors file
   */
  public Cleaning clean(CleaningData data, Path out, Path vectorFile, Progress progress) {
    AtomicOutput.refuseExisting(out);
    AtomicOutput.refuseExisting(vectorFile);
    try (PixelLoader testing =
        new PixelLoader(data.test(), model.preprocess(), PixelLoader.twice(options.loading()))) {
      Measured before =
          new Evaluator(model.predictor(), testing)
              .measure("measuring the checkpoint as it came", backdoor, progress);
      ForgetSet forget = forget(data.forget(), data.held(), progress);
      ValidationImages images = validation(data.validation(), progress);
      TriggerRemover remover =
          new TriggerRemover(
              model.predictor(), forget, images, options.estimator(), options.search());
      try (Removal removal = remover.remove(options.rounds(), progress)) {
        Weights vector = removal.vector();
        if (vector == null) {
          return without(data, removal, before, testing);
        }
        String digest = save(vector, vectorFile);
        CheckpointWriter.Written written = apply(removal.alpha(), vectorFile, out, progress);
        // The same reference for both, so that agreement says what the cleaning changed.
        Measured after;
        try (ZeroShotModel cleaned = model.openLike(out)) {
          after =
              new Evaluator(cleaned.predictor(), testing)
                  .measure(
                      "measuring the cleaned checkpoint",
                      backdoor,
                      before.cleanAnswers(),
                      progress);
        }
        remember(testing);
        return new Cleaning(
            data,
            removal.rounds(),
            removal.search(),
            removal.proxies(),
            before.evaluation(),
            after.evaluation(),
            written,
            digest,
            waitShare,
            skipped);
      }
    }
  }

  private Cleaning without(
      CleaningData data, Removal removal, Measured before, PixelLoader testing) {
    remember(testing);
    return new Cleaning(
        data,
        removal.rounds(),
        removal.search(),
        removal.proxies(),
        before.evaluation(),
        null,
        null,
        null,
        waitShare,
        skipped);
  }

  private ForgetSet forget(ImageData data, ImageData held, Progress progress) {
    if (data.size() == 0) {
      return new ForgetSet(List.of(), List.of(), backdoor.target(), new float[0][]);
    }
    List<Loaded> loaded = load("loading the forget set", data, progress);
    List<Pixels> clean = loaded.stream().map(Loaded::pixels).toList();
    List<Pixels> kept =
        held.size() == 0
            ? List.of()
            : load("loading images whose answers are to stay", held, progress).stream()
                .map(Loaded::pixels)
                .toList();
    return new ForgetSet(
        clean,
        triggered(loaded),
        backdoor.target(),
        model.predictor().logits(clean),
        kept,
        model.predictor().logits(kept));
  }

  private ValidationImages validation(ImageData data, Progress progress) {
    List<Loaded> loaded = load("loading the validation images", data, progress);
    return new ValidationImages(
        loaded.stream().map(Loaded::pixels).toList(),
        triggered(loaded),
        loaded.stream().mapToInt(l -> l.sample().label()).toArray());
  }

  private List<Pixels> triggered(List<Loaded> images) {
    return images.stream().map(l -> backdoor.trigger().apply(l.pixels(), l.index())).toList();
  }

  private List<Loaded> load(String stage, ImageData data, Progress progress) {
    try (PixelLoader loader = new PixelLoader(data, model.preprocess(), options.loading())) {
      List<Loaded> loaded = loader.all(stage, progress);
      skipped.addAll(loader.skippedNames());
      return loaded;
    }
  }

  private void remember(PixelLoader testing) {
    skipped.addAll(testing.skippedNames());
    waitShare = testing.waitShare();
  }

  private String save(Weights vector, Path file) {
    Map<String, float[]> values = new LinkedHashMap<>();
    vector.names().forEach(name -> values.put(name, vector.read(name)));
    Map<String, String> details = new LinkedHashMap<>();
    options.estimator().settings().forEach((key, value) -> details.put(key, value.toString()));
    details.put("trigger", backdoor.trigger().name());
    details.put("target", model.classes().name(backdoor.target()));
    details.put("rounds", Integer.toString(options.rounds()));
    details.put("forget-images", Integer.toString(options.forgetImages()));
    return TaskVector.save(
        file,
        model.checkpoint(),
        values,
        new Provenance(
            model.checkpoint().modelDigest(),
            model.checkpoint().layout(),
            options.estimator().name(),
            scope(options.estimator().options().which().description()),
            details));
  }

  private CheckpointWriter.Written apply(
      double alpha, Path vectorFile, Path out, Progress progress) {
    try (TaskVector vector = TaskVector.open(vectorFile)) {
      return VectorArithmetic.apply(
          model.checkpoint(),
          LinearCombination.of(-alpha, vector),
          out,
          VectorArithmetic.Options.STRICT,
          progress);
    }
  }

  private static String scope(String tensors) {
    return switch (tensors) {
      case "image" -> "image tower";
      case "text" -> "text tower";
      case "both" -> "both towers";
      default -> tensors;
    };
  }
}
