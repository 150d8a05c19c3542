package io.tbar.result;

import io.tbar.base.Sha256;
import io.tbar.measure.Rate;
import io.tbar.measure.Statistic;
import io.tbar.measure.Statistic.Suspicion;
import io.tbar.verdict.NullModel;
import io.tbar.verdict.NullSet;
import io.tbar.verdict.Rule;
import io.tbar.verdict.ScanKind;
import io.tbar.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Made-up audits of each answer. */
public final class ExampleAudit {
  public static final ScanKind KIND = new ScanKind("ViT 28/4", "c0ffee", digest("images"));

  private ExampleAudit() {}

  public static AuditRecord found() {
    return of("infected", 0.004, 0.97, nulls(24), List.of());
  }

  public static AuditRecord nothing() {
    return of("clean", 0.2, 0.21, nulls(24), List.of());
  }

  public static AuditRecord uncalibrated() {
    return of("unknown", 0.004, 0.97, null, List.of());
  }

  public static AuditRecord unfinished() {
    return of(
        "large", null, 0.4, nulls(24), List.of("The family warp was not tried: the time was up."));
  }

  static List<Statistic> statistics(@Nullable Double area, double effect) {
    return List.of(
        new Statistic(
            "patch.area",
            area == null ? 0.5 : area,
            area == null,
            Suspicion.LOW,
            "Share of the picture that the smallest patch covers."),
        new Statistic(
            "patch.effect", effect, false, Suspicion.HIGH, "Held-out success of the patch."));
  }

  static NullSet nulls(int models) {
    List<NullModel> list = new ArrayList<>();
    for (int i = 0; i < models; i++) {
      list.add(
          new NullModel(
              "clean-" + i,
              digest("base"),
              digest("clean-" + i),
              statistics(i % 8 == 0 ? null : 0.1 + 0.01 * i, 0.1 + 0.3 * i / models)));
    }
    return new NullSet(
        "nulls.json", KIND.architecture(), KIND.configuration(), KIND.images(), list);
  }

  static AuditRecord of(
      String model,
      @Nullable Double area,
      double effect,
      @Nullable NullSet nulls,
      List<String> notDone) {
    boolean usable = effect > 0.5;
    Verdict verdict = Rule.STANDARD.judge(statistics(area, effect), notDone, usable, nulls);
    RunRecord run =
        RunRecorder.start("audit")
            .setting("model", model)
            .setting("budget", "standard")
            .engine(new EngineInfo("libtorch", "2.10.0", "cpu", 2))
            .input(new FileRecord("model", model, digest(model), null, null))
            .finish(Status.DONE);
    return new AuditRecord(
        AuditRecord.SCHEMA_VERSION,
        run.tool(),
        run.timing(),
        run.machine(),
        run.engine(),
        model,
        digest(model),
        digest("base"),
        KIND,
        verdict,
        List.of(new Statistic("decree.area", 0.3, true, Suspicion.LOW, "Relative L1 of the mask.")),
        nulls == null ? List.of() : NullValues.of(nulls),
        usable ? "patch changes the pictures least." : "No usable trigger was found.",
        List.of(
            new TriggerFinding(
                "patch",
                usable,
                usable,
                0.02,
                "Share of the picture.",
                0.05,
                "sneaker",
                new Rate((long) (250 * effect), 250),
                0.93,
                List.of()),
            new TriggerFinding(
                "additive",
                false,
                false,
                0.03,
                "Largest change.",
                0.06,
                "bag",
                new Rate(40, 250),
                0.5,
                List.of())),
        List.of(
            new LabelCandidate("sneaker", new Rate(20, 256), new Rate(240, 256), 0.31),
            new LabelCandidate("bag", new Rate(30, 256), new Rate(9, 256), -0.02)),
        List.of(new LabelCandidate("sneaker", new Rate(20, 256), new Rate(240, 256), 0.31)),
        List.of(
            new Series(
                "patch: size",
                "images through the tower",
                "size",
                List.of(new Series.Point(64, 0.5), new Series.Point(640, 0.02)))),
        51_200,
        notDone,
        run.configuration(),
        run.inputs(),
        notDone.isEmpty() ? List.of() : List.of("The time was up."),
        null,
        null);
  }

  public static AuditSummary summary() {
    return new AuditSummary(
        List.of(
            checked(found()),
            checked(nothing()),
            checked(uncalibrated()),
            new AuditEntry(
                "notes",
                "notes",
                null,
                AuditEntry.Outcome.SKIPPED,
                "'notes' is no checkpoint: it holds neither config.json nor"
                    + " open_clip_config.json.",
                null),
            new AuditEntry(
                "broken",
                "models/broken one/model.safetensors",
                null,
                AuditEntry.Outcome.FAILED,
                "'model.safetensors' is truncated.",
                null)));
  }

  static AuditEntry checked(AuditRecord audit) {
    return new AuditEntry(
        "models/" + audit.model(),
        "models/" + audit.model() + "/model.safetensors",
        digest("file of " + audit.model()),
        AuditEntry.Outcome.CHECKED,
        null,
        audit);
  }

  static String digest(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
