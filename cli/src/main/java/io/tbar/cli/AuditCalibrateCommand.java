package io.tbar.cli;

import io.tbar.run.CalibrateRun;
import io.tbar.verdict.NullSet;
import io.tbar.verdict.Support;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a null set. */
@Command(
    name = "calibrate",
    header = "Make a null set: what clean models of one architecture give.",
    description =
        "Scans models that are known to be clean, with the same options and images as later audits;"
            + " an audit.json of an earlier audit (or its folder) stands for the model it was made"
            + " of. Says what a null set of that size can support.",
    footer = {
      "",
      "Example:",
      "  tbar audit calibrate clean-* --images photos --classes labels.txt --out clean.json"
    })
final class AuditCalibrateCommand extends BaseCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "MODEL",
      description = "Clean checkpoints of one architecture, or audits of such.")
  List<Path> models;

  @Mixin AuditOptions options;
  @Mixin OutputOptions output;

  @Override
  public Integer call() throws Exception {
    double level = io.tbar.verdict.Rule.STANDARD.level();
    NullSet set =
        withProgress(
            progress ->
                CalibrateRun.run(
                    models, () -> options.plan(level), output.out, output.force, progress));
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
}
