package io.tbar.cli;

import io.tbar.base.TbarException;
import io.tbar.data.ClassNames;
import io.tbar.defence.BankEstimator;
import io.tbar.defence.PursuingEstimator;
import io.tbar.method.RandomVectorEstimator;
import io.tbar.method.RestoredEstimator;
import io.tbar.method.VectorEstimator;
import io.tbar.result.RunRecord;
import io.tbar.result.Status;
import io.tbar.run.ProxyBackdoor;
import io.tbar.run.ProxyBackdoor.Control;
import io.tbar.run.ProxyJudge;
import io.tbar.run.Subject;
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

  private @Nullable ProxyBackdoor proxy;
  private @Nullable ProxyJudge judge;
  private boolean paper;

  /** The subject with the backdoor that is to be removed. */
  Subject.Named named(SubjectOptions subject, @Nullable String test, boolean asInPaper) {
    paper = asInPaper;
    if (audit == null) {
      if (trigger == null || target == null) {
        throw TbarException.usage(
            "Name the backdoor with --trigger and --target, or give what 'tbar audit' found with"
                + " --audit.");
      }
      if (truth != null || control != null) {
        throw TbarException.usage("--evaluate-with and --control need --audit.");
      }
      if (once) {
        throw TbarException.usage("--once needs --audit.");
      }
      return subject.named(trigger, target);
    }
    if (trigger != null) {
      throw TbarException.usage(
          "--audit takes the place of --trigger; a true trigger to measure goes to"
              + " --evaluate-with.");
    }
    if ((truth == null) != (target == null) || (truth != null && test == null)) {
      throw TbarException.usage(
          "A true trigger to measure takes --evaluate-with, --target and --test together.");
    }
    proxy =
        ProxyBackdoor.of(
            audit,
            subject.model.model,
            subject.model.config,
            ClassNames.read(subject.classes),
            control(),
            subject.run.seed,
            asInPaper);
    return subject.named(proxy.trigger(), proxy.target());
  }

  private Control control() {
    if (control == null) {
      return Control.NONE;
    }
    for (Control one : Control.values()) {
      if (one != Control.NONE && one.text().equals(control)) {
        return one;
      }
    }
    throw TbarException.usage(
        "There is no control '%s'; give random-label, random-patch or random-vector.", control);
  }

  /** Whether an audit named the backdoor, so that its trigger is a proxy. */
  boolean isInferred() {
    return audit != null;
  }

  /** Whether further triggers towards the inferred label are looked for. */
  boolean searches() {
    return audit != null && !once && !paper;
  }

  VectorEstimator controlled(VectorEstimator estimator) {
    VectorEstimator pursuing =
        !searches() || proxy == null
            ? estimator
            : estimator instanceof RestoredEstimator restored
                ? new BankEstimator(restored, proxy.rivals())
                : new PursuingEstimator(estimator);
    return Control.RANDOM_VECTOR.text().equals(control)
        ? new RandomVectorEstimator(pursuing)
        : pursuing;
  }

  /** Of a cleaning with a proxy; null where the backdoor was told. After {@link #named}. */
  @Nullable ProxyJudge judge(
      SubjectOptions subject, LoadingOptions loading, @Nullable String test) {
    if (proxy == null) {
      return null;
    }
    judge =
        new ProxyJudge(
            proxy,
            truth == null || test == null
                ? null
                : new ProxyJudge.Truth(
                    subject.named(truth, target), test, loading.toLoadOptions()));
    return judge;
  }

  /** Says after a cleaning with a proxy how it was judged, and returns the exit code. */
  int finish(BaseCommand command, RunRecord run) {
    if (judge == null) {
      return run.status() == Status.CLEANED ? BaseCommand.OK : Outcome.INCONCLUSIVE;
    }
    RunRecord before = judge.truthBefore();
    if (before != null) {
      print(command, before, judge.truthAfter());
    }
    command.console().err().println(judge.judged().reason());
    return judge.judged().removed() ? BaseCommand.OK : Outcome.INCONCLUSIVE;
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
