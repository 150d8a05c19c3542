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
        "The audit compares with the clean model and is told nothing of the attack. Takes two or three minutes on two cores. Ends with"
            + " a table before and after, and the places of the reports; --verbose adds the"
            + " statistics. Exit code 4 where the backdoor did not take, was not found or could not"
            + " be removed.",
    footer = {"", "Example:", "  tbar demo --out demo-out"})
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

  @Option(
      names = {"-v", "--verbose"},
      description = "Print the statistics of each step as well; the files hold them in any case.")
  boolean verbose;

  @Option(names = "--force", description = "Replace the results of an earlier demo.")
  boolean force;

  @Override
  public Integer call() throws Exception {
    Path data = DemoFiles.home().resolve("data");
    DemoFiles.refuseForeign(out, force);
    Path infected = out.resolve("infected");
    Path found = out.resolve("audit");
    Path cleaned = out.resolve("cleaned");
    say("A small CLIP tells ten kinds of clothes apart. What happens to it in the next minutes:");
    say(
        "1 of 4  Somebody poisons it: one in five training pictures gets a small patch and the label"
            + " \""
            + TARGET
            + "\".");
    RunRecord poisoned = step(progress -> infect(data, infected, progress));
    if (verbose) {
      Outcome.print(poisoned, out());
    }
    if (poisoned.status() != Status.POISONED) {
      Outcome.remarks(poisoned, console());
      return Outcome.INCONCLUSIVE;
    }
    say(
        "2 of 4  tbar audits the model beside the clean one that it was made from. It does not know"
            + " that there is a patch, nor a label.");
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
    say(
        "3 of 4  The audit says: "
            + before.answer().text()
            + ", label \""
            + proxy.target()
            + "\". tbar removes it, without knowing the patch.");
    ProxyJudge judge =
        new ProxyJudge(
            proxy,
            new ProxyJudge.Truth(
                named(infected, data, trigger, TARGET),
                data.resolve("test.tar").toString(),
                LoadOptions.defaults()));
    RunRecord clean = step(progress -> clean(data, infected, proxy, judge, cleaned, progress));
    if (verbose) {
      Outcome.remarks(clean, console());
    }
    if (!clean.status().wroteCheckpoint()) {
      Outcome.remarks(clean, console());
      return Outcome.INCONCLUSIVE;
    }
    RunRecord after = Objects.requireNonNull(judge.truthAfter());
    say("4 of 4  The same audit of the cleaned model.");
    AuditRecord again = audit(data, cleaned, out.resolve("audit-after"));
    DemoTable.print(TARGET, poisoned, after, before, again, out());
    out().println(judge.judged().reason());
    out().println();
    out().println("Look at:  " + found.resolve("report.html") + "    the trigger that was found");
    out().println("          " + cleaned.resolve("report.html") + "  what the removal changed");
    return judge.judged().removed() ? OK : Outcome.INCONCLUSIVE;
  }

  /** With progress on a terminal only: in a file its lines would hide the story. */
  private <T> T step(Work<T> work) throws Exception {
    try (ConsoleProgress progress =
        new ConsoleProgress(console(), common.quiet || !(console().live() || verbose))) {
      return work.run(progress);
    }
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
            DemoFiles.home().resolve("clip"),
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
        step(progress -> AuditRun.run(List.of(model), null, plan, folder, true, progress));
    if (verbose) {
      AuditText.print(summary, folder, true, out());
    }
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
