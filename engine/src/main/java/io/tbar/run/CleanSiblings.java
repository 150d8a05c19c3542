package io.tbar.run;

import io.tbar.base.FileErrors;
import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.data.ClassNames;
import io.tbar.train.PoisonOptions;
import io.tbar.train.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Clean fine-tunings of a trusted base, trained and audited one after the other: siblings of a
 * suspect for whoever has none. Lengths, learning rates and seeds vary.
 *
 * <p>What is there whole already, of the same base, data and settings, is not made again, so that a
 * killed run goes on where it was.
 *
 * @param count of siblings, at least 1
 * @param base the trusted model
 * @param data labelled training images
 * @param keep whether the checkpoints stay; else their audits alone
 */
public record CleanSiblings(int count, Path base, String data, boolean keep) {
  /** Shortest and longest training, in passes over the images. */
  private static final int SHORTEST = 2;

  private static final int LONGEST = 8;

  /** Learning rates lie within this factor of the model's usual one. */
  private static final double FACTOR = 3;

  public CleanSiblings {
    if (count < 1) {
      throw TbarException.usage(
          "--make is %d; give the number of clean models to make, at least 1 (19 for the level 0.05,"
              + " 60 for a floor of 0.016).",
          count);
    }
  }

  /**
   * @param plan how each is audited; its seed is that of everything drawn here
   * @param folder where checkpoints and audits go, made if it is not there
   * @return a folder with the audit of each
   */
  public List<Path> audits(AuditPlan plan, Path folder, Progress progress) {
    Path classes = plan.classes();
    if (classes == null) {
      throw TbarException.usage(
          "--make trains on labelled images; name their labels by --classes.");
    }
    String key = key(plan, classes);
    create(folder);
    List<Path> audits = new ArrayList<>();
    long started = System.nanoTime();
    int made = 0;
    for (int k = 1; k <= count; k++) {
      Path audit = folder.resolve("audit-" + key + "-" + k);
      audits.add(audit);
      if (Files.exists(audit.resolve(ModelAudit.RECORD))) {
        continue;
      }
      Path model = folder.resolve("clean-" + key + "-" + k);
      if (!Files.exists(model)) {
        progress.note("Training clean model " + k + " of " + count);
        train(plan, classes, k, model, progress);
      }
      AuditRun.run(List.of(model), null, plan, audit, false, progress);
      if (!keep) {
        delete(model);
      }
      made++;
      double each = (System.nanoTime() - started) / 1e9 / made;
      progress.note(
          String.format(
              Locale.ROOT,
              "Model %d of %d is done; one takes %.0f s, the other %d about %.0f min.",
              k,
              count,
              each,
              count - k,
              each * (count - k) / 60));
    }
    return audits;
  }

  /** Another base, other data or settings make other models, which are not taken for these. */
  private String key(AuditPlan plan, Path classes) {
    try (Checkpoint checkpoint = Checkpoint.open(base)) {
      String all =
          String.join(
              "\n",
              checkpoint.modelDigest(),
              data,
              String.valueOf(ClassNames.read(classes).names()),
              plan.templates(),
              plan.data(),
              String.valueOf(plan.images()),
              String.valueOf(plan.budget()),
              String.valueOf(plan.targetFirst()),
              String.valueOf(plan.seed()));
      return Sha256.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    }
  }

  private void train(AuditPlan plan, Path classes, int k, Path out, Progress progress) {
    SplittableRandom random = Seeds.of(plan.seed(), "clean sibling", k);
    Recipe usual;
    try (Checkpoint checkpoint = Checkpoint.open(base)) {
      usual = Recipe.forModel(checkpoint.config());
    }
    double rate = usual.learningRate() * StrictMath.pow(FACTOR, 2 * random.nextDouble() - 1);
    int epochs = SHORTEST + random.nextInt(LONGEST - SHORTEST + 1);
    Recipe recipe =
        usual.withEpochs(epochs).withLearningRate(Math.min(1, rate)).withSeed(random.nextLong());
    // Nothing is triggered at a rate of 0; a trigger is named because each run measures one.
    Subject.Named named =
        new Subject.Named(
            base,
            null,
            classes,
            plan.templates(),
            "badnet",
            ClassNames.read(classes).name(0),
            plan.batch(),
            plan.threads());
    PoisonOptions options = PoisonOptions.defaults().withRate(0).withRecipe(recipe);
    PoisonRun.run(named, data, null, options, out, false, progress);
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileErrors.writing(folder, e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw FileErrors.writing(folder, e);
    }
  }
}
