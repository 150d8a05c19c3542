package io.tbar.cli;

import io.tbar.CleanResult;
import io.tbar.Suspicion;
import io.tbar.result.RunRecord;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The backdoor to remove: one that the user names, or one that an audit inferred. */
final class SuspectOptions {
  @Option(
      names = "--trigger",
      paramLabel = "TRIGGER",
      description =
          "Such as badnet, blended:ratio=0.1, wanet, sig:delta=60, patch.png, my.json; 'tbar"
              + " trigger kinds' lists all.")
  @Nullable String trigger;

  @Option(
      names = "--target",
      paramLabel = "LABEL",
      description =
          "The class that the trigger makes the model answer; with --audit that of"
              + " --evaluate-with.")
  @Nullable String target;

  @Option(
      names = "--audit",
      paramLabel = "FOLDER",
      description =
          "In place of --trigger and --target: what 'tbar audit --out' found. The coefficient is"
              + " searched with the inverted trigger alone, and of those that serve equally well the largest is taken;"
              + " exit code 4 where the inverted trigger still works.")
  @Nullable Path audit;

  @Option(
      names = "--evaluate-with",
      paramLabel = "TRIGGER",
      description =
          "With --audit: a true trigger to measure before and after as well, apart from the search;"
              + " needs --target and --test.")
  @Nullable String truth;

  @Option(
      names = "--control",
      paramLabel = "WHAT",
      description =
          "With --audit: put a random-label, random-patch or random-vector in the place of what was"
              + " inferred, to see that it does not pass as success.")
  @Nullable String control;

  @Option(
      names = "--once",
      description =
          "With --audit: estimate from the inverted trigger alone, without looking for further ones"
              + " towards its label before each round.")
  boolean once;

  Suspicion suspicion() {
    return new Suspicion(trigger, target, audit, truth, control, once);
  }

  /** Says after a cleaning with a proxy how it was judged, and returns the exit code. */
  int finish(BaseCommand command, CleanResult done) {
    if (audit != null) {
      RunRecord before = done.truthBefore();
      if (before != null) {
        print(command, before, done.truthAfter());
      }
      command.console().err().println(done.reason());
    }
    return done.removed() ? BaseCommand.OK : Outcome.INCONCLUSIVE;
  }

  private static void print(BaseCommand command, RunRecord before, @Nullable RunRecord after) {
    command.console().err().println("The true trigger, which the search did not see:");
    java.io.PrintWriter err = command.console().err();
    Outcome.print(before, err);
    if (after != null) {
      err.println("and after cleaning:");
      Outcome.print(after, err);
    }
  }
}
