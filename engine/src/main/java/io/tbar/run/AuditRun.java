package io.tbar.run;

import io.tbar.base.AtomicOutput;
import io.tbar.base.FileErrors;
import io.tbar.base.Progress;
import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.result.AuditEntry;
import io.tbar.result.AuditEntry.Outcome;
import io.tbar.result.AuditRecord;
import io.tbar.result.AuditSummary;
import io.tbar.result.Sarif;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Audits checkpoints one after the other. A fault in one does not keep the others from being
 * checked; each is told as checked, skipped or failed.
 */
public final class AuditRun {
  private final AuditPlan plan;
  private final Progress progress;
  private final long began = System.nanoTime();
  private final Map<String, Path> seen = new HashMap<>();

  private AuditRun(AuditPlan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * @param models checkpoint folders or files
   * @param config of bare .safetensors files, or null
   * @param out folder for records, triggers, pictures and report, or null; where several models are
   *     given, each gets a folder of its name in it
   * @param force whether {@code out} may be replaced
   */
  public static AuditSummary run(
      List<Path> models,
      @Nullable Path config,
      AuditPlan plan,
      @Nullable Path out,
      boolean force,
      Progress progress) {
    if (plan.resume() && out == null) {
      throw TbarException.usage("--resume needs --out, beside which the state is kept.");
    }
    plan.vocabulary();
    AuditRun run = new AuditRun(plan, progress);
    if (out == null) {
      return run.all(models, config, null);
    }
    if (!force) {
      AtomicOutput.refuseExisting(out);
    }
    models.forEach(model -> AtomicOutput.refuseInput(out, model));
    AuditSummary[] summary = new AuditSummary[1];
    AtomicOutput.folder(
        out,
        force,
        folder -> {
          summary[0] = run.all(models, config, new Places(folder, out, models));
          Files.writeString(folder.resolve("audit.sarif"), Sarif.of(summary[0]));
          Files.writeString(folder.resolve("summary.json"), summary[0].toJson());
        });
    if (plan.resume() && run.timeIsUp()) {
      progress.note("The time was up; the same call with --force goes on from where it stood.");
    } else if (plan.resume() && summary[0].count(Outcome.FAILED) == 0) {
      // What a failed checkpoint had is for the user to look at: it may be another scan's.
      Places.forget(out);
    }
    return summary[0];
  }

  private AuditSummary all(List<Path> models, @Nullable Path config, @Nullable Places places) {
    List<AuditEntry> entries = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      Path model = models.get(i);
      if (models.size() > 1) {
        progress.note(
            String.format(Locale.ROOT, "Checkpoint %d of %d: %s", i + 1, models.size(), model));
      }
      entries.add(one(model, config, places == null ? null : places.of(i)));
    }
    return new AuditSummary(entries);
  }

  private AuditEntry one(Path model, @Nullable Path config, Places.@Nullable Place place) {
    progress.check();
    try (Checkpoint checkpoint = Checkpoint.open(model, config)) {
      Path weights = checkpoint.files().get(0).path();
      String file = shown(weights);
      String sha = Sha256.of(weights);
      if (checkpoint.layoutOrNull() == null || !runs(checkpoint)) {
        return skipped(model, file, sha, reasonNotRun(checkpoint));
      }
      String digest = checkpoint.modelDigest();
      Path twin = seen.putIfAbsent(digest, model);
      if (twin != null) {
        return skipped(model, file, sha, "It holds the same weights as '" + twin + "'.");
      }
      if (timeIsUp()) {
        return skipped(model, file, sha, "The time given with --max-time was over.");
      }
      AuditRecord record = audit(checkpoint, digest, left(), place);
      return new AuditEntry(model.toString(), file, sha, Outcome.CHECKED, null, record);
    } catch (TbarException e) {
      if (e.kind() == TbarException.Kind.CANCELLED || e.kind() == TbarException.Kind.USAGE) {
        throw e;
      }
      String reason = e.getMessage() == null ? "unknown fault" : e.getMessage();
      Outcome outcome = holdsWeights(model) ? Outcome.FAILED : Outcome.SKIPPED;
      return new AuditEntry(model.toString(), shown(model), null, outcome, reason, null);
    }
  }

  private AuditRecord audit(
      Checkpoint checkpoint, String digest, @Nullable Duration left, Places.@Nullable Place place) {
    ModelAudit audit = new ModelAudit(plan, checkpoint, digest);
    try {
      if (place == null) {
        return audit.run(left, null, null, progress);
      }
      Files.createDirectories(place.folder());
      return audit.run(left, plan.resume() ? place.state(digest) : null, place.folder(), progress);
    } catch (IOException e) {
      throw FileErrors.writing(place == null ? checkpoint.path() : place.folder(), e);
    }
  }

  private boolean timeIsUp() {
    Duration left = left();
    return left != null && (left.isNegative() || left.isZero());
  }

  private @Nullable Duration left() {
    Duration most = plan.maxTime();
    return most == null ? null : most.minusNanos(System.nanoTime() - began);
  }

  private static AuditEntry skipped(Path model, String file, String sha, String why) {
    return new AuditEntry(model.toString(), file, sha, Outcome.SKIPPED, why, null);
  }

  private static boolean runs(Checkpoint checkpoint) {
    try {
      checkpoint.config();
      return true;
    } catch (TbarException e) {
      return false;
    }
  }

  private static String reasonNotRun(Checkpoint checkpoint) {
    try {
      checkpoint.config();
      return "It holds no CLIP model.";
    } catch (TbarException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Whether the path claims to be a checkpoint that we read; pickles and other folders do not. */
  private static boolean holdsWeights(Path model) {
    if (!Files.exists(model)) {
      return true; // A path that was named and is not there is a fault.
    }
    if (Files.isRegularFile(model)) {
      return model.toString().endsWith(".safetensors");
    }
    try (Stream<Path> files = Files.list(model)) {
      return files.anyMatch(file -> file.toString().endsWith(".safetensors"));
    } catch (IOException e) {
      return true;
    }
  }

  /** Relative to where the user is where it lies there, so that it is the same on every machine. */
  private static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = path.toAbsolutePath().normalize();
    return (absolute.startsWith(here) ? here.relativize(absolute) : absolute)
        .toString()
        .replace('\\', '/');
  }
}
