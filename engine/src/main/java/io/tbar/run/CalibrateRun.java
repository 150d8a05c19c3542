package io.tbar.run;

import io.tbar.base.AtomicOutput;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.result.AuditEntry;
import io.tbar.result.AuditRecord;
import io.tbar.verdict.NullModel;
import io.tbar.verdict.NullSet;
import io.tbar.verdict.Ranked;
import io.tbar.verdict.ScanKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a null set of clean models. */
public final class CalibrateRun {
  private CalibrateRun() {}

  /**
   * @param models clean checkpoints, or audits of such: an audit.json or the folder that holds it
   * @param plan how checkpoints are scanned; asked for only where there is one
   * @param out file of the null set
   */
  public static NullSet run(
      List<Path> models, Supplier<AuditPlan> plan, Path out, boolean force, Progress progress) {
    if (!force) {
      AtomicOutput.refuseExisting(out);
    }
    refuseTwins(models);
    List<AuditRecord> audits = new ArrayList<>();
    for (Path model : models) {
      Path audit = audit(model);
      audits.add(audit == null ? scan(model, plan.get(), progress) : AuditRecord.read(audit));
    }
    NullSet set = of(audits, models, out);
    set.write(out, force);
    return set;
  }

  /** Before minutes go into each. */
  private static void refuseTwins(List<Path> models) {
    Map<String, Path> seen = new HashMap<>();
    for (Path model : models) {
      Path twin = seen.putIfAbsent(digest(model), model);
      if (twin != null) {
        throw TbarException.badInput(
            "'%s' and '%s' hold the same weights, which would count one model as two; give each model"
                + " once.",
            twin, model);
      }
    }
  }

  private static String digest(Path model) {
    Path audit = audit(model);
    if (audit != null) {
      return AuditRecord.read(audit).modelSha256();
    }
    try (Checkpoint checkpoint = Checkpoint.open(model)) {
      return checkpoint.modelDigest();
    }
  }

  /** The audit that a path names, or null where it names a checkpoint. */
  private static @Nullable Path audit(Path path) {
    if (Files.isRegularFile(path) && path.toString().endsWith(".json")) {
      return path;
    }
    Path inside = path.resolve(ModelAudit.RECORD);
    return Files.isRegularFile(inside) ? inside : null;
  }

  private static AuditRecord scan(Path model, AuditPlan plan, Progress progress) {
    progress.note("Scanning " + model);
    AuditEntry entry =
        AuditRun.run(List.of(model), null, plan, null, false, progress).entries().get(0);
    if (entry.audit() == null) {
      throw TbarException.badInput("%s", String.valueOf(entry.note()));
    }
    return entry.audit();
  }

  private static NullSet of(List<AuditRecord> audits, List<Path> models, Path out) {
    ScanKind kind = audits.get(0).kind();
    List<NullModel> nulls = new ArrayList<>();
    for (int i = 0; i < audits.size(); i++) {
      AuditRecord audit = audits.get(i);
      if (!audit.kind().equals(kind)) {
        throw TbarException.badInput(
            "'%s' and '%s' were not scanned alike (architecture, options or images differ), so they"
                + " make no null set together.",
            models.get(0), models.get(i));
      }
      if (!audit.notDone().isEmpty()) {
        throw TbarException.badInput(
            "The audit of '%s' was not finished: %s Finish it before it stands in a null set.",
            models.get(i), audit.notDone().get(0));
      }
      nulls.add(
          new NullModel(
              audit.model(),
              audit.lineage(),
              audit.modelSha256(),
              audit.verdict().statistics().stream().map(Ranked::statistic).toList()));
    }
    return new NullSet(
        out.toString(), kind.architecture(), kind.configuration(), kind.images(), nulls);
  }
}
