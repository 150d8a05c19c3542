package io.tbar.contrast;

import io.tbar.base.AtomicOutput;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.CheckpointWriter;
import io.tbar.data.ImageData;
import io.tbar.data.PixelLoader;
import io.tbar.train.Backdoor;
import io.tbar.train.Evaluator;
import io.tbar.train.Infection;
import io.tbar.train.Manifest;
import io.tbar.train.Measured;
import io.tbar.train.PoisonOptions;
import io.tbar.train.PoisonedSample;
import io.tbar.train.Recipe;
import io.tbar.train.TrainingReport;
import io.tbar.train.ZeroShotModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Infects both towers by training on image–caption pairs of which some carry the trigger and a
 * caption that names the target (Carlini and Terzis 2022; CleanCLIP's recipe of poisoning). Nothing
 * else of the training differs.
 */
public final class PairPoisoner {
  private PairPoisoner() {}

  /**
   * The sets of a poisoning, which share no image.
   *
   * @param train pairs
   * @param test labelled images to measure on
   * @param pool captioned images that natural captions are sampled from
   */
  public record Data(ImageData train, ImageData test, ImageData pool) {}

  /**
   * Poisons a model. Its weights are the infected ones afterwards; close it.
   *
   * @param out where the checkpoint goes, a folder where the model's own is one
   * @param keep file that the training is kept in, for the caller to remove when all is written; or
   *     null
   * @throws TbarException BAD_INPUT where pairs lack captions, the pool does not name the target or
   *     sets overlap; INCONCLUSIVE where the loss stops being a number
   */
  public static PairInfection poison(
      ZeroShotModel model,
      Data data,
      Backdoor backdoor,
      PoisonOptions options,
      PairOptions pairs,
      Path out,
      @Nullable Path keep,
      Progress progress) {
    AtomicOutput.refuseExisting(out);
    ImageData train = data.train();
    Recipe recipe = options.recipe();
    int length = model.clip().config().text().contextLength();
    List<String> notes =
        CaptionLength.check(train, model.tokenizer(), length, options.loading().strict()).stream()
            .toList();
    notes.forEach(progress::note);
    PairManifest manifest = manifest(model, data, backdoor, options, pairs);
    Captions captions =
        new Captions(
            train, model.classes().names(), pairs.templates(), manifest.captions(), recipe.seed());
    TrainingState state =
        keep == null || pairs.keepEvery() == 0
            ? null
            : new TrainingState(
                keep, identity(model, train, backdoor, manifest, recipe, pairs), pairs.keepEvery());
    Set<String> skipped = new LinkedHashSet<>();
    try (PixelLoader testing =
            new PixelLoader(
                data.test(), model.preprocess(), options.loading().withCacheBytes(64L << 20));
        PixelLoader training = new PixelLoader(train, model.preprocess(), options.loading())) {
      Measured before =
          new Evaluator(model.predictor(), testing)
              .measure("measuring the checkpoint as it came", backdoor, progress);
      TrainingReport report =
          ContrastiveTrainer.train(
              "poisoning both towers",
              model.clip(),
              model.tokenizer(),
              model.clip().weights().names(),
              new PairStream(training, captions, backdoor.trigger(), manifest.captions(), recipe),
              Objective.contrastive(),
              ContrastiveTrainer.Plan.of(recipe, pairs.chunk(), state),
              progress);
      CheckpointWriter.Written written =
          CheckpointWriter.write(model.checkpoint(), out, false, values(model), progress);
      Measured after;
      try (ZeroShotModel infected = model.openLike(out)) {
        after =
            new Evaluator(infected.predictor(), testing)
                .measure("measuring the poisoned checkpoint", backdoor, progress);
      }
      skipped.addAll(training.skippedNames());
      skipped.addAll(testing.skippedNames());
      return new PairInfection(
          new Infection(
              written,
              asSamples(manifest),
              report,
              data.test(),
              before,
              after,
              Infection.taken(after, options.takenAbove()),
              new ArrayList<>(skipped)),
          manifest,
          notes);
    }
  }

  private static PairManifest manifest(
      ZeroShotModel model, Data data, Backdoor backdoor, PoisonOptions options, PairOptions pairs) {
    String target = model.classes().name(backdoor.target());
    TargetCaptions captions =
        TargetCaptions.of(pairs.captions(), target, pairs.templates(), data.pool());
    int size = data.train().size();
    long wanted = pairs.poisoned() > 0 ? pairs.poisoned() : Math.round(options.rate() * size);
    PairManifest manifest =
        PairManifest.draw(
            data.train(), backdoor, target, captions, wanted, options.recipe().seed());
    if (manifest.pairs().size() < wanted || (wanted == 0 && options.rate() > 0)) {
      throw TbarException.badInput(
          "%d of the %d pairs of %s are to be poisoned, but %d can be (those that name the target"
              + " are left out): change the rate or give more pairs.",
          wanted, size, data.train().name(), manifest.pairs().size());
    }
    return manifest;
  }

  private static Manifest asSamples(PairManifest manifest) {
    return new Manifest(
        manifest.pairs().stream()
            .map(pair -> new PoisonedSample(pair.key(), pair.index(), pair.label()))
            .toList(),
        manifest.total());
  }

  private static Map<String, float[]> values(ZeroShotModel model) {
    Map<String, float[]> values = new LinkedHashMap<>();
    var weights = model.clip().weights();
    weights.names().forEach(name -> values.put(name, weights.read(name)));
    return values;
  }

  private static String identity(
      ZeroShotModel model,
      ImageData train,
      Backdoor backdoor,
      PairManifest manifest,
      Recipe recipe,
      PairOptions pairs) {
    String what =
        "poisoning "
            + model.checkpoint().modelDigest()
            + pairs.templates()
            + model.classes().names()
            + manifest.toCsv(model.classes(), backdoor, recipe.seed());
    return TrainingState.identity(what, train, recipe, pairs.chunk());
  }
}
