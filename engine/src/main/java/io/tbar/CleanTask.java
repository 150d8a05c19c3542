package io.tbar;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.data.ClassNames;
import io.tbar.defence.BankEstimator;
import io.tbar.defence.PursuingEstimator;
import io.tbar.method.CleaningOptions;
import io.tbar.method.RandomVectorEstimator;
import io.tbar.method.RestoredEstimator;
import io.tbar.method.VectorEstimator;
import io.tbar.result.RunRecord;
import io.tbar.run.CleanCost;
import io.tbar.run.CleanRun;
import io.tbar.run.CostEstimate;
import io.tbar.run.ProxyBackdoor;
import io.tbar.run.ProxyJudge;
import io.tbar.run.Subject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A cleaning as a run: its method for this model, its judge where an audit named the backdoor. */
final class CleanTask {
  private final Clean task;
  private final ClipConfig config;
  private final @Nullable ProxyBackdoor proxy;

  private CleanTask(Clean task) {
    this.task = task;
    Suspicion of = task.suspicion();
    if (of.audit() == null && (of.trigger() == null || of.target() == null)) {
      throw TbarException.usage(
          "Name the backdoor with --trigger and --target, or give what 'tbar audit' found with"
              + " --audit.");
    }
    Model model = task.model();
    this.proxy =
        of.audit() == null
            ? null
            : ProxyBackdoor.of(
                of.audit(),
                model.path(),
                model.config(),
                ClassNames.read(model.classes()),
                of.replaced(),
                task.compute().seed(),
                task.estimation().paper());
    try (Checkpoint checkpoint = Checkpoint.open(model.path(), model.config())) {
      this.config = checkpoint.config();
    }
  }

  static CleanResult run(Clean task, Path out, boolean force, Progress progress) {
    CleanTask cleaning = new CleanTask(task);
    CleaningOptions options = cleaning.options();
    ProxyJudge judge = cleaning.judge();
    Clean clean = cleaning.inForce(options);
    RunRecord run =
        CleanRun.run(
            cleaning.named().withSettings(clean.settings()),
            cleaning.inputs(),
            config -> cleaning.plan(options, judge, config),
            out,
            force,
            progress);
    return judge == null
        ? CleanResult.of(run, out)
        : new CleanResult(
            run,
            out,
            judge.judged().removed(),
            judge.judged().reason(),
            judge.truthBefore(),
            judge.truthAfter());
  }

  static CostEstimate cost(Clean task, Progress progress) {
    CleanTask cleaning = new CleanTask(task);
    CleaningOptions options = cleaning.options();
    ProxyJudge judge = cleaning.judge();
    return CleanCost.of(
        cleaning.named(),
        cleaning.inputs(),
        config -> cleaning.plan(options, judge, config),
        progress);
  }

  private CleanRun.Inputs inputs() {
    return new CleanRun.Inputs(
        task.images(),
        task.validation(),
        task.test(),
        task.baseline().pairs(),
        task.baseline().base());
  }

  private CleanRun.Plan plan(CleaningOptions options, @Nullable ProxyJudge judge, ClipConfig clip) {
    return new CleanRun.Plan(
        task.baseline().defence(options, task.estimation().learningRate(), clip), options, judge);
  }

  private Subject.Named named() {
    return proxy == null
        ? Named.of(
            task.model(), task.compute(), task.suspicion().trigger(), task.suspicion().target())
        : Named.of(task.model(), task.compute(), proxy.trigger(), proxy.target());
  }

  /** Whether further triggers towards the inferred label are looked for. */
  private boolean searches() {
    return proxy != null && !task.suspicion().once() && !task.estimation().paper();
  }

  private CleaningOptions options() {
    long seed = task.compute().seed();
    VectorEstimator estimator = controlled(task.estimation().estimator(config, seed, searches()));
    return CleaningOptions.with(estimator, task.estimation().rounds(searches()))
        .withSearch(task.search().options(proxy != null, estimator.rule()))
        .withImages(task.forget(), task.search().validationImages(), task.search().testImages())
        .withSeed(seed)
        .withLoading(task.reading().options());
  }

  private VectorEstimator controlled(VectorEstimator estimator) {
    VectorEstimator pursuing =
        !searches() || proxy == null
            ? estimator
            : estimator instanceof RestoredEstimator restored
                ? new BankEstimator(restored, proxy.rivals())
                : new PursuingEstimator(estimator);
    return task.suspicion().replaced() == ProxyBackdoor.Control.RANDOM_VECTOR
        ? new RandomVectorEstimator(pursuing)
        : pursuing;
  }

  private @Nullable ProxyJudge judge() {
    if (proxy == null) {
      return null;
    }
    Suspicion of = task.suspicion();
    return new ProxyJudge(
        proxy,
        of.evaluateWith() == null || task.test() == null
            ? null
            : new ProxyJudge.Truth(
                Named.of(task.model(), task.compute(), of.evaluateWith(), of.target()),
                task.test(),
                task.reading().options()));
  }

  /** The task with the defaults of this model and method filled in. */
  private Clean inForce(CleaningOptions options) {
    Double rate = task.estimation().learningRate();
    Baseline baseline = task.baseline().inForce(options, rate, config);
    return new Clean(
        task.model(),
        task.suspicion(),
        task.images(),
        task.validation(),
        task.test(),
        task.forget(),
        baseline.method().equals("tbar")
            ? task.estimation().inForce(config, task.compute().seed(), searches())
            : task.estimation(),
        baseline,
        task.search(),
        task.reading(),
        task.compute());
  }
}
