package io.tbar.cli;

import io.tbar.base.AtomicOutput;
import io.tbar.base.TbarException;
import io.tbar.run.CalibrateRun;
import io.tbar.run.CleanSiblings;
import io.tbar.verdict.NullSet;
import io.tbar.verdict.Support;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a null set. */
@Command(
    name = "calibrate",
    header = "Make a null set: what clean models of one architecture give.",
    description =
        "Scans models that are known to be clean, with the same options and images as later audits;"
            + " an audit.json of an earlier audit (or its folder) stands for the model it was made"
            + " of. Says what a null set of that size can support. Whoever has no clean models makes"
            + " them: --make N trains and audits N clean fine-tunings of a trusted base, in a folder"
            + " beside the output, and goes on where a killed run was.",
    footer = {
      "",
      "Example:",
      "  tbar audit calibrate clean-* --images photos --classes labels.txt --out clean.json",
      "  tbar audit calibrate --make 20 --base original --data photos --classes labels.txt --out"
          + " clean.json"
    })
final class AuditCalibrateCommand extends BaseCommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description = "Clean checkpoints of one architecture, or audits of such.")
  List<Path> models = List.of();

  @Option(
      names = "--make",
      paramLabel = "N",
      description =
          "Train and audit N clean fine-tunings of --base; lengths, learning rates and seeds vary.")
  @Nullable Integer make;

  @Option(
      names = "--base",
      paramLabel = "MODEL",
      description = "With --make: the trusted model that they start from.")
  @Nullable Path base;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description =
          "With --make: labelled images to train on; also those of the audits unless --images is"
              + " given.")
  @Nullable String data;

  @Option(
      names = "--keep-models",
      description = "With --make: leave the checkpoints beside their audits.")
  boolean keep;

  @Mixin AuditOptions options;
  @Mixin OutputOptions output;

  @Override
  public Integer call() throws Exception {
    double level = io.tbar.verdict.Rule.STANDARD.level();
    CleanSiblings siblings = siblings();
    if (!output.force) {
      AtomicOutput.refuseExisting(output.out);
    }
    NullSet set =
        withProgress(
            progress ->
                CalibrateRun.run(
                    siblings == null
                        ? models
                        : siblings.audits(options.plan(level), beside(output.out), progress),
                    () -> options.plan(level),
                    output.out,
                    output.force,
                    progress));
    Support support = Support.of(set.models().size(), set.lineages(), level);
    console()
        .err()
        .printf(
            java.util.Locale.ROOT,
            "Wrote %s: %d models of %d lineage(s); the smallest p-value it allows is %.3g.%n",
            output.out,
            support.models(),
            support.lineages(),
            support.floor());
    console()
        .err()
        .println(
            support.enough()
                ? String.format(
                    java.util.Locale.ROOT,
                    "At the level %.2g its false-positive rate lies between %.1f %% and %.1f %% (90"
                        + " %% of such sets).",
                    level,
                    100 * support.rateLow(),
                    100 * support.rateHigh())
                : "That is too few for the level "
                    + level
                    + ", which takes "
                    + ((int) Math.ceil(1 / level) - 1)
                    + " models: audits with it will say 'cannot tell'.");
    return OK;
  }

  /** Clean models to make, or null where they were given. */
  private @Nullable CleanSiblings siblings() {
    if (make == null) {
      if (models.isEmpty()) {
        throw TbarException.usage("Name clean models, or have them made by --make N.");
      }
      if (base != null || data != null || keep) {
        throw TbarException.usage("--base, --data and --keep-models go with --make.");
      }
      return null;
    }
    if (!models.isEmpty()) {
      throw TbarException.usage("Name clean models or give --make, not both.");
    }
    if (base == null || data == null) {
      throw TbarException.usage(
          "--make takes the trusted model to start from (--base) and labelled images (--data).");
    }
    if (options.images == null) {
      options.images = data;
    }
    return new CleanSiblings(make, base, data, keep);
  }

  private static Path beside(Path out) {
    Path whole = out.toAbsolutePath().normalize();
    return whole.resolveSibling(whole.getFileName() + ".models");
  }
}
