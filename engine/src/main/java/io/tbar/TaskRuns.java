package io.tbar;

import io.tbar.base.AtomicOutput;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.disentangle.CoefficientGrid;
import io.tbar.method.SearchOptions.Rule;
import io.tbar.result.AuditSummary;
import io.tbar.result.RunRecord;
import io.tbar.run.AuditCost;
import io.tbar.run.AuditPlan;
import io.tbar.run.AuditRun;
import io.tbar.run.CostEstimate;
import io.tbar.run.DisentangleRun;
import io.tbar.run.DisentangleRun.Source;
import io.tbar.run.EvalRun;
import io.tbar.run.Subject;
import io.tbar.run.TransferRun;
import io.tbar.verdict.NullSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each task as the run that does it. */
final class TaskRuns {
  private final @Nullable Path out;
  private final boolean force;
  private final Progress progress;

  TaskRuns(@Nullable Path out, boolean force, Progress progress) {
    this.out = out;
    this.force = force;
    this.progress = progress;
  }

  Object run(Task<?> task) {
    if (task instanceof Audit audit) {
      return run(audit);
    } else if (task instanceof Evaluate evaluate) {
      return run(evaluate);
    }
    if (out == null) {
      throw TbarException.usage(
          "The task '%s' writes files; name the folder for them.", task.command());
    }
    if (task instanceof Clean clean) {
      return CleanTask.run(clean, out, force, progress);
    } else if (task instanceof Poison poison) {
      return PoisonTask.run(poison, out, force, progress);
    } else if (task instanceof Transfer transfer) {
      return run(transfer, out);
    } else if (task instanceof Disentangle disentangle) {
      return run(disentangle, out);
    }
    throw new IllegalArgumentException(task.command());
  }

  private AuditResult run(Audit task) {
    AuditSummary summary =
        AuditRun.run(task.models(), task.config(), plan(task), out, force, progress);
    return new AuditResult(summary, out);
  }

  static List<CostEstimate> cost(Audit task, Progress progress) {
    return AuditCost.of(task.models(), task.config(), plan(task), progress);
  }

  private static AuditPlan plan(Audit task) {
    return new AuditPlan(
            task.images(),
            task.classes(),
            task.templates(),
            task.scanImages(),
            task.nulls() == null ? null : NullSet.read(task.nulls()),
            task.base(),
            new io.tbar.verdict.Rule(task.level()),
            task.budget(),
            task.targetFirst(),
            task.compute().seed(),
            task.maxTime(),
            task.resume(),
            task.compute().batch(),
            task.compute().threads(),
            task.reading().options())
        .withSettings(task.settings());
  }

  private EvaluateResult run(Evaluate task) {
    if (out != null && !force) {
      AtomicOutput.refuseExisting(out);
    }
    Path other = task.reference();
    Model model = task.model();
    Subject.Named reference =
        other == null
            ? null
            : Named.of(
                new Model(other, null, model.classes(), model.templates()),
                task.compute(),
                null,
                null);
    RunRecord run =
        EvalRun.run(
            Named.of(model, task.compute(), task.trigger(), task.target())
                .withSettings(task.settings()),
            task.data(),
            reference,
            task.reading().options(),
            progress);
    if (out != null) {
      AtomicOutput.folder(
          out, force, folder -> Files.writeString(folder.resolve("result.json"), run.toJson()));
    }
    return new EvaluateResult(run);
  }

  private CleanResult run(Transfer task, Path folder) {
    TransferRun.Options options =
        new TransferRun.Options(
            task.vector(),
            task.own(),
            task.search().options(false, Rule.LOWEST_ATTACK),
            task.search().validationImages(),
            task.search().testImages(),
            task.compute().seed(),
            task.reading().options());
    return CleanResult.of(
        TransferRun.run(
            Named.of(task.model(), task.compute(), task.trigger(), task.target())
                .withSettings(task.settings()),
            task.data(),
            task.test(),
            options,
            folder,
            force,
            progress),
        folder);
  }

  private DisentangleResult run(Disentangle task, Path folder) {
    DisentangleRun.Options options =
        new DisentangleRun.Options(
            task.cleanVector() == null && task.cleanModel() == null
                ? null
                : new Source(task.cleanVector(), task.cleanModel()),
            new Source(task.triggerVector(), task.triggerModel()),
            task.infected(),
            task.linear(),
            task.transfer(),
            new CoefficientGrid(task.range().low(), task.range().high(), task.points()),
            task.region().low(),
            task.region().high(),
            task.count(),
            task.compute().seed());
    DisentangleRun.Outcome outcome =
        DisentangleRun.run(
            Named.of(task.model(), task.compute(), task.trigger(), task.target())
                .withSettings(task.settings()),
            task.data(),
            options,
            task.reading().options(),
            folder,
            force,
            progress);
    return new DisentangleResult(outcome.run(), outcome.map(), folder);
  }
}
