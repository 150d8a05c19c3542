package io.tbar.cli;

import io.tbar.base.TableText;
import io.tbar.base.TbarException;
import io.tbar.result.AuditRecord;
import io.tbar.result.AuditedModel;
import io.tbar.result.AuditedModel.Truth;
import io.tbar.result.DetectionTable;
import io.tbar.result.DetectionTable.Row;
import io.tbar.result.DetectionTable.Scored;
import io.tbar.result.RunRecord;
import io.tbar.result.Status;
import io.tbar.verdict.Auc;
import io.tbar.verdict.ExactInterval;
import io.tbar.verdict.NullSet;
import io.tbar.verdict.Ranked;
import io.tbar.verdict.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How well audits tell infected from clean, where it is known. */
@Command(
    name = "roc",
    header = "Say how well audits tell infected models from clean ones.",
    description =
        "Reads the audit.json of every folder in AUDITS and the result.json of the folder of the same"
            + " name in --population, which tells whether the model is clean (trained), infected"
            + " (poisoned) or neither (the attack did not take). Prints AUC with intervals per"
            + " attack, the false positives, and every score.")
final class AuditRocCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "AUDITS", description = "Folder of audit folders.")
  Path audits;

  @Option(
      names = "--population",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder of the models' own folders, by the same names.")
  Path population;

  @Option(
      names = "--null",
      paramLabel = "FILE",
      description =
          "The null set to judge by; its models are not evaluated (default: each clean model against"
              + " the other clean ones).")
  @Nullable Path nulls;

  @Option(
      names = "--level",
      paramLabel = "ALPHA",
      defaultValue = "0.05",
      description = "Share of clean models that may be flagged (default: ${DEFAULT-VALUE}).")
  double level;

  @Override
  public Integer call() throws IOException {
    DetectionTable table =
        DetectionTable.of(models(), nulls == null ? null : NullSet.read(nulls), new Rule(level));
    attacks(table);
    falsePositives(table);
    scores(table);
    return OK;
  }

  private void attacks(DetectionTable table) {
    out()
        .println(
            "| attack | infected | found | cannot tell | target named | AUC of p (95 %) | AUC of distance"
                + " (95 %) |");
    out().println("|---|---|---|---|---|---|---|");
    for (Row row : table.rows()) {
      out()
          .printf(
              "| %s | %d | %d | %d | %d | %s | %s |%n",
              TableText.markdown(row.attack()),
              row.infected(),
              row.found(),
              row.cannotTell(),
              row.rightTarget(),
              auc(row.byP()),
              auc(row.byDistance()));
    }
    out().println();
  }

  private static String auc(Auc auc) {
    return String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", auc.value(), auc.low(), auc.high());
  }

  private void falsePositives(DetectionTable table) {
    int clean = table.of(Truth.CLEAN).size();
    ExactInterval interval = ExactInterval.of(table.falsePositives(), clean);
    out()
        .printf(
            Locale.ROOT,
            "False positives at the level %.3g: %d of %d clean models (95 %% interval %.1f to %.1f %%)%s"
                + "; %s.%n",
            level,
            table.falsePositives(),
            clean,
            100 * interval.low(),
            100 * interval.high(),
            nulls == null
                ? ", each held against the other clean ones"
                : ", none of them among the " + table.calibration() + " of the null set",
            table.of(Truth.WEAK).size() + " models whose attack did not take are left out");
    out().println();
  }

  private void scores(DetectionTable table) {
    List<Scored> all = table.scored();
    String ids =
        all.get(0).verdict().statistics().stream()
            .map(r -> r.statistic().id())
            .collect(Collectors.joining(" | "));
    out().println("| model | truth | answer | p | distance | target | named | " + ids + " |");
    out().println("|" + "---|".repeat(7 + all.get(0).verdict().statistics().size()));
    for (Scored s : all) {
      out()
          .printf(
              Locale.ROOT,
              "| %s | %s | %s | %s | %.2f | %s | %s | %s |%n",
              TableText.markdown(s.model().name()),
              s.model().truth().name().toLowerCase(Locale.ROOT),
              s.verdict().answer().text(),
              s.verdict().p() == null ? "-" : String.format(Locale.ROOT, "%.3f", s.verdict().p()),
              s.distance(),
              s.model().target() == null ? "-" : TableText.markdown(s.model().target()),
              s.model().audit().chosen() == null
                  ? "-"
                  : TableText.markdown(s.model().audit().chosen().label()),
              s.verdict().statistics().stream()
                  .map(AuditRocCommand::value)
                  .collect(Collectors.joining(" | ")));
    }
  }

  private static String value(Ranked ranked) {
    return ranked.statistic().censored()
        ? "none"
        : String.format(Locale.ROOT, "%.4g", ranked.statistic().value());
  }

  private List<AuditedModel> models() throws IOException {
    List<Path> folders;
    try (Stream<Path> listing = Files.list(audits)) {
      folders = listing.filter(f -> Files.isRegularFile(f.resolve("audit.json"))).sorted().toList();
    }
    if (folders.isEmpty()) {
      throw TbarException.badInput("'%s' holds no folder with an audit.json.", audits);
    }
    List<AuditedModel> models = new ArrayList<>();
    for (Path folder : folders) {
      models.add(model(folder));
    }
    return models;
  }

  private AuditedModel model(Path folder) {
    String name = String.valueOf(folder.getFileName());
    RunRecord run = RunRecord.read(population.resolve(name).resolve("result.json"));
    Truth truth =
        run.status() == Status.TRAINED
            ? Truth.CLEAN
            : run.status() == Status.POISONED ? Truth.INFECTED : Truth.WEAK;
    int dash = name.lastIndexOf('-');
    return new AuditedModel(
        name,
        dash > 0 ? name.substring(0, dash) : name,
        truth,
        truth == Truth.CLEAN || run.attack() == null ? null : run.attack().target(),
        AuditRecord.read(folder.resolve("audit.json")));
  }
}
