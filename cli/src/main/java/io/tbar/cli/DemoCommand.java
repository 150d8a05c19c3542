package io.tbar.cli;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.data.ClassNames;
import io.tbar.data.LoadOptions;
import io.tbar.defence.BankEstimator;
import io.tbar.defence.TbarDefence;
import io.tbar.invert.Budget;
import io.tbar.method.CleaningOptions;
import io.tbar.method.EstimatorOptions;
import io.tbar.method.Estimators;
import io.tbar.result.AuditRecord;
import io.tbar.result.AuditSummary;
import io.tbar.result.RunRecord;
import io.tbar.result.Status;
import io.tbar.run.AuditPlan;
import io.tbar.run.AuditRun;
import io.tbar.run.CleanRun;
import io.tbar.run.PoisonRun;
import io.tbar.run.ProxyBackdoor;
import io.tbar.run.ProxyJudge;
import io.tbar.run.Subject;
import io.tbar.train.PoisonOptions;
import io.tbar.train.Recipe;
import io.tbar.verdict.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole story on a small CLIP that ships inside. */
@Command(
    name = "demo",
    header = "Infect a small CLIP that ships inside, find the backdoor, remove it, look again.",
    description =
        "The audit is told nothing of the attack. Takes two or three minutes on two cores. Ends with"
            + " a table before and after, and the places of the reports. Exit code 4 where the"
            + " backdoor did not take, was not found or could not be removed.")
final class DemoCommand extends BaseCommand {
  private static final String TARGET = "sneaker";

  @Mixin RunOptions run;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      defaultValue = "tbar-demo",
      description = "Where the results go (default: ${DEFAULT-VALUE}).")
  Path out;

  @Option(
      names = "--trigger",
      paramLabel = "TRIGGER",
      defaultValue = "badnet:size=48",
      description = "The backdoor's trigger (default: ${DEFAULT-VALUE}).")
  String trigger;

  @Option(names = "--force", description = "Replace the results of an earlier demo.")
  boolean force;

  @Override
  public Integer call() throws Exception {
    Path data = DemoFiles.home().resolve("data");
    DemoFiles.refuseForeign(out, force);
    Path infected = out.resolve("infected");
    Path found = out.resolve("audit");
    Path cleaned = out.resolve("cleaned");
    say("A small CLIP knows ten kinds of clothes. 1 of 4: somebody infects it.");
    say("One in five of the attacker's pictures gets a trigger and the label " + TARGET + ".");
    RunRecord poisoned = withProgress(progress -> infect(data, infected, progress));
    out().println("The CLIP before and after it was infected:");
    Outcome.print(poisoned, out());
    out().println();
    if (poisoned.status() != Status.POISONED) {
      Outcome.remarks(poisoned, console());
      return Outcome.INCONCLUSIVE;
    }
    say("It still answers well, until the trigger is there. 2 of 4: an audit, told nothing of it.");
    AuditRecord before = audit(data, infected, found);
    ProxyBackdoor proxy =
        ProxyBackdoor.of(
            found,
            infected,
            null,
            ClassNames.read(data.resolve("classes.txt")),
            ProxyBackdoor.Control.NONE,
            run.seed,
            false);
    say("3 of 4: we remove what it found, with the trigger and the label that it inferred.");
    ProxyJudge judge =
        new ProxyJudge(
            proxy,
            new ProxyJudge.Truth(
                named(infected, data, trigger, TARGET),
                data.resolve("test.tar").toString(),
                LoadOptions.defaults()));
    RunRecord clean =
        withProgress(progress -> clean(data, infected, proxy, judge, cleaned, progress));
    Outcome.remarks(clean, console());
    if (clean.status() != Status.CLEANED) {
      return Outcome.INCONCLUSIVE;
    }
    RunRecord after = Objects.requireNonNull(judge.truthAfter());
    say("4 of 4: the same audit of the cleaned model.");
    AuditRecord again = audit(data, cleaned, out.resolve("audit-after"));
    DemoTable.print(poisoned, clean, after, before, again, out());
    out().println();
    out().println("Reports: " + found.resolve("report.html"));
    out().println("         " + cleaned.resolve("report.html"));
    return judge.judged().removed() ? OK : Outcome.INCONCLUSIVE;
  }

  private RunRecord infect(Path data, Path infected, Progress progress) {
    Recipe recipe =
        Recipe.taskArithmetic()
            .withEpochs(12)
            .withLearningRate(3e-4)
            .withBatch(64)
            .withSeed(run.seed);
    return PoisonRun.run(
        named(DemoFiles.home().resolve("clip"), data, trigger, TARGET),
        data.resolve("attacker.tar").toString(),
        data.resolve("test.tar").toString(),
        PoisonOptions.defaults().withRate(0.2).withRecipe(recipe),
        infected,
        true,
        progress);
  }

  private AuditRecord audit(Path data, Path model, Path folder) throws Exception {
    AuditPlan plan =
        new AuditPlan(
            data.resolve("defender.tar").toString(),
            data.resolve("classes.txt"),
            "fashion",
            AuditPlan.IMAGES,
            null,
            new Rule(0.05),
            Budget.STANDARD,
            false,
            run.seed,
            null,
            false,
            run.batch,
            run.threads,
            LoadOptions.defaults());
    AuditSummary summary =
        withProgress(progress -> AuditRun.run(List.of(model), null, plan, folder, true, progress));
    AuditText.print(summary, out());
    AuditRecord record = summary.entries().get(0).audit();
    if (record == null) {
      throw TbarException.badInput(
          "The demo's model could not be audited: %s",
          String.valueOf(summary.entries().get(0).note()));
    }
    return record;
  }

  private RunRecord clean(
      Path data,
      Path infected,
      ProxyBackdoor proxy,
      ProxyJudge judge,
      Path cleaned,
      Progress progress) {
    return CleanRun.run(
        named(infected, data, proxy.trigger(), proxy.target()),
        new CleanRun.Inputs(
            data.resolve("defender.tar").toString(),
            null,
            data.resolve("test.tar").toString(),
            null,
            null),
        config -> banked(config, proxy, judge),
        cleaned,
        true,
        progress);
  }

  private CleanRun.Plan banked(ClipConfig config, ProxyBackdoor proxy, ProxyJudge judge) {
    EstimatorOptions settings = Estimators.bankOptions(config).withSeed(run.seed);
    CleaningOptions options =
        CleaningOptions.with(
                new BankEstimator(Estimators.inBank(settings), proxy.rivals()),
                Estimators.BANK_ROUNDS)
            .withSeed(run.seed);
    return new CleanRun.Plan(
        new TbarDefence(options.withSearch(options.search().withFurthest(true))), options, judge);
  }

  private Subject.Named named(Path model, Path data, String which, String target) {
    return new Subject.Named(
        model, null, data.resolve("classes.txt"), "fashion", which, target, run.batch, run.threads);
  }

  private void say(String sentence) {
    if (!common.quiet) {
      console().err().println(sentence);
    }
  }
}
