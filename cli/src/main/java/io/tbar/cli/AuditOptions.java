package io.tbar.cli;

import io.tbar.Audit;
import io.tbar.invert.Budget;
import io.tbar.run.AuditPlan;
import io.tbar.verdict.Rule;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a scan of a model depends on; the same for an audit and for its calibration. */
final class AuditOptions {
  @Mixin RunOptions run;
  @Mixin LoadingOptions loading;

  @Option(
      names = "--images",
      paramLabel = "DATA",
      description = "Any clean images, labels not needed: a folder, tar shards, a CSV or TSV.")
  @Nullable String images;

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description =
          "The vocabulary that the target is looked for in, one name a line (default: a bundled"
              + " list of common objects).")
  @Nullable Path classes;

  @Option(
      names = "--templates",
      paramLabel = "NAME|FILE",
      defaultValue = "simple",
      description = "Prompts around a class name, as for 'tbar eval' (default: ${DEFAULT-VALUE}).")
  String templates;

  @Option(
      names = "--scan-images",
      paramLabel = "N",
      defaultValue = "" + AuditPlan.IMAGES,
      description = "At most so many of the images are used (default: ${DEFAULT-VALUE}).")
  int count;

  @Option(
      names = "--budget",
      paramLabel = "HOW",
      defaultValue = "standard",
      description =
          "How much is spent: quick, standard or deep; a null set holds for one (default:"
              + " ${DEFAULT-VALUE}).")
  Budget budget;

  @Option(
      names = "--target-first",
      description =
          "Also invert a mask and pattern over the whole picture towards the label that stands out"
              + " (as InverTune does). The verdict stays the same; the trigger shown may be"
              + " another.")
  boolean targetFirst;

  /** Of models with nothing to compare with. */
  Audit task(List<Path> models) {
    if (images == null) {
      throw io.tbar.base.TbarException.usage("An audit needs clean images; give --images DATA.");
    }
    return new Audit(
        models,
        null,
        images,
        classes,
        templates,
        count,
        budget,
        targetFirst,
        null,
        null,
        0.05,
        null,
        false,
        loading.reading(),
        run.compute());
  }

  /** The same for a calibration, at a level. */
  AuditPlan plan(double level) {
    Audit task = task(List.of(Path.of("")));
    return new AuditPlan(
        task.images(),
        classes,
        templates,
        count,
        null,
        null,
        new Rule(level),
        budget,
        targetFirst,
        run.seed,
        null,
        false,
        run.batch,
        run.threads,
        loading.toLoadOptions());
  }
}
