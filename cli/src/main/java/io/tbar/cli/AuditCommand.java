package io.tbar.cli;

import io.tbar.Audit;
import io.tbar.base.TbarException;
import io.tbar.result.AuditSummary;
import io.tbar.result.AuditSummary.FailOn;
import io.tbar.result.Sarif;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks for a backdoor that nobody told of. */
@Command(
    name = "audit",
    header = "Look for a backdoor that nobody told of.",
    description = {
      "Searches small changes of the picture that make the model give one answer to everything, and"
          + " compares what it finds with the trusted model that it was fine-tuned from (--base), or"
          + " with clean models of the same architecture (a null set). Answers: nothing found,"
          + " trigger-like behaviour found, or cannot tell. With neither, every statistic is reported"
          + " and the answer is 'cannot tell'. The absence of a finding is no proof.",
      "Exit codes: 0 nothing found, 1 found, 4 cannot tell or nothing could be checked; 3 where a"
          + " checkpoint could not be read and nothing was found in the others. They do not depend on"
          + " --format."
    },
    subcommands = {AuditCalibrateCommand.class, AuditRocCommand.class, AuditCleanedCommand.class},
    footer = {
      "",
      "Example:",
      "  tbar audit suspect --base original --images photos --classes labels.txt --out audit"
    })
final class AuditCommand extends BaseCommand {
  /** What is printed. */
  enum Format {
    text,
    json,
    sarif
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description = "Checkpoints, as for 'tbar inspect'; a folder or a .safetensors file each.")
  List<Path> models = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The config.json or open_clip_config.json of bare .safetensors files.")
  @Nullable Path config;

  @Mixin AuditOptions options;

  @Option(
      names = "--null",
      paramLabel = "FILE",
      description =
          "What clean models give, as 'tbar audit calibrate' writes it (default: a bundled one where"
              + " it fits).")
  @Nullable Path nulls;

  @Option(
      names = "--base",
      paramLabel = "MODEL",
      description =
          "A trusted model of the same architecture, the one that MODEL was fine-tuned from: what"
              + " can be driven further than on it counts, label by label. What it gives is kept"
              + " beside it.")
  @Nullable Path base;

  @Option(names = "--verbose", description = "Also print every statistic, trigger and label.")
  boolean verbose;

  @Option(
      names = "--level",
      paramLabel = "ALPHA",
      defaultValue = "0.05",
      description = "Share of clean models that may be flagged (default: ${DEFAULT-VALUE}).")
  double level;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}, on stdout (default: ${DEFAULT-VALUE}).")
  Format format;

  @Option(
      names = "--fail-on",
      paramLabel = "WHEN",
      defaultValue = "inconclusive",
      description =
          "found: exit code 1 where something was found, 'cannot tell' passes; inconclusive: 'cannot"
              + " tell' fails too, with 4; never: no answer fails (default: ${DEFAULT-VALUE}).")
  FailOn failOn;

  @Option(
      names = "--max-time",
      paramLabel = "DURATION",
      description =
          "End after so long, such as 90s, 10m or 1h, for all checkpoints together; the verdict says"
              + " what was not done.")
  @Nullable String maxTime;

  @Option(
      names = "--resume",
      description =
          "Save the state beside --out, and take up what an interrupted call left there; the result"
              + " is the same.")
  boolean resume;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description =
          "Where audit.json, report.html, the triggers and audit.sarif go; with several checkpoints"
              + " each gets a folder of its name.")
  @Nullable Path out;

  @Option(
      names = "--force",
      description = "Replace an output that tbar wrote, or an empty folder; never anything else.")
  boolean force;

  @Option(names = "--dry-run", description = CostText.DESCRIPTION)
  boolean dryRun;

  @Mixin AttestationOptions attestation;

  @Override
  public Integer call() throws Exception {
    if (models.isEmpty()) {
      throw TbarException.usage("Name a checkpoint to audit.");
    }
    Duration limit = maxTime == null ? null : Durations.parse("--max-time", maxTime);
    Audit task =
        options
            .task(models)
            .with("config", config)
            .with("null", nulls)
            .with("base", base)
            .with("level", level)
            .with("max-time", limit)
            .with("resume", resume);
    if (dryRun) {
      return CostText.show(tbar(tbar -> tbar.cost(task)), format != Format.text, out());
    }
    attestation.prepare(models, out, force);
    AuditSummary summary = run(task, out, force).summary();
    switch (format) {
      case json -> out().print(summary.toJson());
      case sarif -> out().print(Sarif.of(summary));
      case text -> AuditText.print(summary, this.out, verbose, out());
    }
    AuditText.remarks(summary, console());
    attestation.write(summary, config, force, console());
    if (out != null && !common.quiet) {
      console().err().printf("Wrote %s.%n", out);
    }
    return summary.exitCode(failOn);
  }
}
