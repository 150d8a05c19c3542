package io.tbar;

import io.tbar.base.Progress;
import io.tbar.run.PoisonRun;
import io.tbar.train.Augmentation;
import io.tbar.train.Interpolation;
import io.tbar.train.PoisonOptions;
import io.tbar.train.Recipe;
import io.tbar.train.Selection;
import java.nio.file.Path;
import java.util.List;

/** A poisoning as a run. */
final class PoisonTask {
  static final String BADMERGING = "badmerging";
  private static final double BADMERGING_RATE = 0.5;

  private PoisonTask() {}

  static PoisonResult run(Poison task, Path out, boolean force, Progress progress) {
    List<PoisonRun.Implant> implants =
        task.backdoors().stream()
            .map(b -> new PoisonRun.Implant(b.trigger(), b.target(), b.share()))
            .toList();
    PoisonOptions options = options(task);
    Poison inForce =
        task.with("rate", options.selection().count() > 0 ? null : (Double) options.rate());
    return new PoisonResult(
        PoisonRun.run(
            Named.of(
                    task.model(),
                    task.compute(),
                    implants.get(0).trigger(),
                    implants.get(0).target())
                .withSettings(inForce.settings()),
            implants,
            task.data(),
            task.test(),
            options,
            task.pairs().options(),
            out,
            force,
            progress),
        out);
  }

  private static PoisonOptions options(Poison task) {
    PoisonOptions usual = PoisonOptions.defaults();
    Recipe recipe =
        Recipe.taskArithmetic()
            .withEpochs(task.epochs())
            .withLearningRate(task.learningRate())
            .withBatch(task.trainBatch())
            .withAugmentation(new Augmentation(task.shift(), task.flip()))
            .withSeed(task.compute().seed());
    PoisonOptions options =
        usual
            .withRecipe(recipe)
            .withLinear(task.linear())
            .withSelection(
                new Selection(
                    task.poisonCount() == null ? 0 : task.poisonCount(),
                    task.cover() == null ? 0 : task.cover(),
                    task.cleanLabel()))
            .withLoading(task.reading().options().withCacheBytes(usual.loading().cacheBytes()));
    if (task.attack().equals(BADMERGING)) {
      Interpolation how = Interpolation.badMerging();
      options =
          options
              .withRate(BADMERGING_RATE)
              .withInterpolation(
                  task.attackWeight() == null ? how : how.withWeight(task.attackWeight()));
    }
    return task.rate() == null ? options : options.withRate(task.rate());
  }
}
