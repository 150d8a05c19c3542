package io.tbar.cli;

import io.tbar.Audit;
import io.tbar.Clean;
import io.tbar.CleanResult;
import io.tbar.Model;
import io.tbar.Poison;
import io.tbar.Task;
import io.tbar.Tbar;
import io.tbar.base.TbarException;
import io.tbar.result.AuditRecord;
import io.tbar.result.AuditSummary;
import io.tbar.result.RunRecord;
import io.tbar.result.Status;
import io.tbar.result.TriggerFinding;
import java.nio.file.Path;
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
    Model clean = Model.of(DemoFiles.home().resolve("clip"), data.resolve("classes.txt"));
    clean = clean.withTemplates("fashion");
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
    RunRecord poisoned = step(infection(clean, data), infected).record();
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
    AuditRecord before = audit(clean, infected, data, found);
    TriggerFinding chosen = before.chosen();
    say(
        "3 of 4  The audit says: "
            + before.answer().text()
            + (chosen == null ? "" : ", label \"" + chosen.label() + "\"")
            + ". tbar removes it, without knowing the patch.");
    CleanResult done = step(cleaning(clean.at(infected), data, found), cleaned);
    if (verbose || !done.written()) {
      Outcome.remarks(done.record(), console());
    }
    if (!done.written()) {
      return Outcome.INCONCLUSIVE;
    }
    say("4 of 4  The same audit of the cleaned model.");
    AuditRecord again = audit(clean, cleaned, data, out.resolve("audit-after"));
    DemoTable.print(
        TARGET, poisoned, Objects.requireNonNull(done.truthAfter()), before, again, out());
    out().println(done.reason());
    out().println();
    out().println("Look at:  " + found.resolve("report.html") + "    the trigger that was found");
    out().println("          " + cleaned.resolve("report.html") + "  what the removal changed");
    return done.removed() ? OK : Outcome.INCONCLUSIVE;
  }

  /** With progress on a terminal only: in a file its lines would hide the story. */
  private <R> R step(Task<R> task, Path folder) throws Exception {
    try (ConsoleProgress progress =
            new ConsoleProgress(console(), common.quiet || !(console().live() || verbose));
        Tbar tbar = Tbar.open().listener(progress).replacing(true)) {
      return tbar.run(task, folder);
    }
  }

  private Poison infection(Model clean, Path data) {
    Poison task = Poison.of(clean, data.resolve("attacker.tar").toString(), trigger, TARGET);
    return task.on(run.compute())
        .with("test", data.resolve("test.tar").toString())
        .with("rate", 0.2)
        .with("epochs", 12)
        .with("lr", 3e-4)
        .with("train-batch", 64);
  }

  private AuditRecord audit(Model clean, Path model, Path data, Path folder) throws Exception {
    Audit task = Audit.of(model, data.resolve("defender.tar").toString());
    AuditSummary summary =
        step(
                task.on(run.compute())
                    .with("classes", clean.classes())
                    .with("templates", clean.templates())
                    .with("base", clean.path()),
                folder)
            .summary();
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

  private Clean cleaning(Model infected, Path data, Path found) {
    Clean task = Clean.of(infected, data.resolve("defender.tar").toString()).audit(found);
    return task.on(run.compute())
        .with("test", data.resolve("test.tar").toString())
        .with("evaluate-with", trigger)
        .with("target", TARGET);
  }

  private void say(String sentence) {
    if (!common.quiet) {
      console().err().println(sentence);
    }
  }
}
