package io.tbar.cli;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.method.CleaningOptions;
import io.tbar.result.RunRecord;
import io.tbar.result.Status;
import io.tbar.run.CleanRun;
import io.tbar.run.PoisonRun;
import io.tbar.run.Subject;
import io.tbar.train.PoisonOptions;
import io.tbar.train.Recipe;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole story on a small CLIP that ships inside. */
@Command(
    name = "demo",
    header = "Poison a small CLIP that ships inside, show the backdoor, remove it.",
    description =
        "Takes a minute or two on two cores. Ends with a table before and after, and the place of"
            + " the report. Exit code 4 where the backdoor did not take or could not be removed.")
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
    Path home = home();
    Path data = home.resolve("data");
    Path infected = out.resolve("infected");
    Path cleaned = out.resolve("cleaned");
    refuseForeign();
    say("A small CLIP knows ten kinds of clothes. 1 of 2: somebody poisons it.");
    say(
        "One in ten of the attacker's pictures gets a patch in the corner and the label "
            + TARGET
            + ".");
    RunRecord poisoned =
        withProgress(
            progress ->
                PoisonRun.run(
                    named(home.resolve("clip"), data),
                    data.resolve("attacker.tar").toString(),
                    data.resolve("test.tar").toString(),
                    poisoning(),
                    infected,
                    true,
                    progress));
    out().println("The CLIP before and after poisoning:");
    Outcome.print(poisoned, out());
    out().println();
    if (poisoned.status() != Status.POISONED) {
      Outcome.remarks(poisoned, console());
      return Outcome.INCONCLUSIVE;
    }
    say("It still answers well, until the patch is there. 2 of 2: we remove the backdoor.");
    RunRecord clean =
        withProgress(
            progress ->
                CleanRun.run(
                    named(infected, data),
                    data.resolve("defender.tar").toString(),
                    null,
                    data.resolve("test.tar").toString(),
                    cleaning(home.resolve("clip")),
                    cleaned,
                    true,
                    progress));
    out().println("The infected CLIP before and after cleaning:");
    Outcome.print(clean, out());
    Outcome.remarks(clean, console());
    out().println();
    out().println("Report: " + cleaned.resolve("report.html"));
    return clean.status() == Status.CLEANED ? OK : Outcome.INCONCLUSIVE;
  }

  private Subject.Named named(Path model, Path data) {
    return new Subject.Named(
        model,
        null,
        data.resolve("classes.txt"),
        "fashion",
        trigger,
        TARGET,
        run.batch,
        run.threads);
  }

  private PoisonOptions poisoning() {
    Recipe recipe =
        Recipe.taskArithmetic()
            .withEpochs(8)
            .withLearningRate(3e-4)
            .withBatch(64)
            .withSeed(run.seed);
    return PoisonOptions.defaults().withRate(0.1).withRecipe(recipe);
  }

  private CleaningOptions cleaning(Path model) {
    ClipConfig config;
    try (Checkpoint checkpoint = Checkpoint.open(model)) {
      config = checkpoint.config();
    }
    return CleaningOptions.forModel(config).withSeed(run.seed);
  }

  /** Results of an earlier demo may go; anything else that has the name may not. */
  private void refuseForeign() {
    if (Files.exists(out) && !force && !Files.exists(out.resolve("cleaned/report.html"))) {
      throw TbarException.badInput(
          "The output '%s' exists already and holds no earlier demo. Choose another place with"
              + " --out.",
          out);
    }
  }

  /** The folder demo beside the build. */
  private static Path home() {
    @Nullable Path found = null;
    try {
      Path jar =
          Path.of(DemoCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path up = jar.getParent(); up != null && found == null; up = up.getParent()) {
        if (Files.isRegularFile(up.resolve("demo/clip/open_clip_config.json"))) {
          found = up.resolve("demo");
        }
      }
    } catch (URISyntaxException e) {
      throw new TbarException(TbarException.Kind.INTERNAL, "The place of this build is odd.", e);
    }
    if (found == null) {
      throw TbarException.badInput(
          "The demo's files are missing: the folder demo belongs beside the build.");
    }
    return found;
  }

  private void say(String sentence) {
    if (!common.quiet) {
      console().err().println(sentence);
    }
  }
}
