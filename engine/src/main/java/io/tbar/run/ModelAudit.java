package io.tbar.run;

import io.tbar.base.Progress;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.data.ClassNames;
import io.tbar.data.DataDigest;
import io.tbar.data.ImageData;
import io.tbar.image.Pixels;
import io.tbar.invert.Findings;
import io.tbar.invert.InvertedTrigger;
import io.tbar.invert.Scan;
import io.tbar.invert.ScanOptions;
import io.tbar.report.AuditHtml;
import io.tbar.report.SampleView;
import io.tbar.report.TriggerView;
import io.tbar.result.AuditRecord;
import io.tbar.result.EngineInfo;
import io.tbar.result.FileRecord;
import io.tbar.result.NullValues;
import io.tbar.result.RunRecord;
import io.tbar.result.RunRecorder;
import io.tbar.result.Status;
import io.tbar.result.TriggerFinding;
import io.tbar.text.Templates;
import io.tbar.torch.Engine;
import io.tbar.train.Backdoor;
import io.tbar.train.ZeroShotModel;
import io.tbar.trigger.TriggerPicture;
import io.tbar.trigger.Triggers;
import io.tbar.verdict.BundledNulls;
import io.tbar.verdict.NullSet;
import io.tbar.verdict.ScanKind;
import io.tbar.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit of one checkpoint. */
final class ModelAudit {
  static final String RECORD = "audit.json";
  private static final int SHOWN = 4;

  private final AuditPlan plan;
  private final Checkpoint checkpoint;
  private final String digest;
  private final RunRecorder recorder = RunRecorder.start("audit");
  private final List<String> skipped = new ArrayList<>();

  /**
   * @param checkpoint is closed together with the audit
   * @param digest of its tensors
   */
  ModelAudit(AuditPlan plan, Checkpoint checkpoint, String digest) {
    this.plan = plan;
    this.checkpoint = checkpoint;
    this.digest = digest;
  }

  /**
   * @param left time that is left, or null
   * @param state folder for the state of the scan, or null
   * @param out folder to fill, or null
   */
  AuditRecord run(
      @Nullable Duration left, @Nullable Path state, @Nullable Path out, Progress progress)
      throws IOException {
    TimeLeft time = new TimeLeft(left);
    ClassNames vocabulary = plan.vocabulary();
    ImageData data = AuditImages.draw(plan, vocabulary);
    String images = DataDigest.of(data);
    refuseForeignNulls(images);
    Path path = plan.base();
    try (TrustedBase base =
        path == null ? null : TrustedBase.open(path, checkpoint, digest, vocabulary)) {
      Engine.start(plan.threads());
      try (ZeroShotModel model =
          ZeroShotModel.open(
              checkpoint, vocabulary, Templates.of(plan.templates()), plan.batch())) {
        List<Pixels> pixels = AuditImages.load(data, model, plan, skipped, progress);
        if (pixels.size() >= Scan.LEAST_IMAGES) {
          // Fewer, and all the same, are for the scan to refuse.
          time.reserve(() -> AuditImages.refuseOneAnswer(pixels, model, data));
        }
        LabelComparison labels = new LabelComparison(plan, model, pixels, base, time);
        if (labels.first()) {
          labels.all(progress);
        }
        Findings findings = scan(model, pixels, time, state, progress);
        if (!labels.done()) {
          labels.of(findings, progress);
        }
        findings = labels.adopted(findings);
        AuditRecord record = record(model, data, images, findings, labels);
        return out == null ? record : write(out, record, findings, model, data, pixels);
      }
    }
  }

  /** What can be known before the scan should not be said after it. */
  private void refuseForeignNulls(String images) {
    NullSet given = plan.nulls();
    if (given != null) {
      given.require(kind(given.configuration(), images));
    }
  }

  private ScanKind kind(String configuration, String images) {
    return new ScanKind(Architectures.name(checkpoint.config()), configuration, images);
  }

  private Findings scan(
      ZeroShotModel model,
      List<Pixels> pixels,
      TimeLeft time,
      @Nullable Path state,
      Progress progress) {
    return Scan.run(
        model,
        pixels,
        new ScanOptions(plan.seed(), plan.budget(), plan.targetFirst(), time.left(), state),
        progress);
  }

  private AuditRecord record(
      ZeroShotModel model,
      ImageData data,
      String images,
      Findings findings,
      LabelComparison labels) {
    ScanKind kind = kind(findings.configuration(), images);
    List<String> warnings = new ArrayList<>(checkpoint.notes());
    warnings.addAll(data.notes());
    NullSet nulls = plan.base() == null ? nulls(kind, warnings) : null;
    Verdict verdict =
        plan.base() == null
            ? plan.rule()
                .judge(findings.statistics(), findings.notDone(), findings.chosen() != null, nulls)
            : labels.judge(findings);
    plan.settings().forEach(recorder::setting);
    recorder
        .setting("model", checkpoint.path())
        .setting("vocabulary", plan.classes() == null ? "bundled" : plan.classes())
        .setting("templates", plan.templates())
        .setting("images", data.size())
        .setting("budget", plan.budget())
        .setting("targetFirst", plan.targetFirst())
        .setting("base", plan.base())
        .setting("level", plan.rule().level())
        .setting("maxTime", plan.maxTime() == null ? null : plan.maxTime().toString())
        .setting("seed", plan.seed())
        .engine(new EngineInfo("libtorch", Engine.version(), Engine.device(), Engine.threads()))
        .input(new FileRecord("model", checkpoint.path().toString(), digest, null, null))
        .input(FileRecord.data("images", data.name(), images, data.size()));
    if (plan.classes() != null) {
      recorder.input(Subject.file("vocabulary", plan.classes()));
    }
    if (!skipped.isEmpty()) {
      warnings.add(
          skipped.size() + " image(s) could not be used, the first: " + skipped.get(0) + ".");
    }
    RunRecord run = recorder.finish(Status.DONE);
    return new AuditRecord(
        AuditRecord.SCHEMA_VERSION,
        run.tool(),
        run.timing(),
        run.machine(),
        run.engine(),
        String.valueOf(checkpoint.path().toAbsolutePath().normalize().getFileName()),
        digest,
        Lineage.of(checkpoint.folder(), digest),
        kind,
        verdict,
        findings.further(),
        nulls == null ? List.of() : NullValues.of(nulls),
        findings.reason(),
        FindingRecords.triggers(findings, model.classes()),
        FindingRecords.labels(findings.candidates()),
        FindingRecords.labels(findings.nearest()),
        FindingRecords.curves(findings),
        findings.passes() + labels.passes(),
        findings.notDone(),
        run.configuration(),
        run.inputs(),
        warnings,
        labels.effects(),
        labels.comparison());
  }

  private @Nullable NullSet nulls(ScanKind kind, List<String> warnings) {
    NullSet given = plan.nulls();
    if (given != null) {
      given.require(kind);
      return given;
    }
    NullSet bundled = BundledNulls.of(kind.architecture()).orElse(null);
    if (bundled == null || bundled.matches(kind)) {
      return bundled;
    }
    warnings.add(
        "The bundled null set of this architecture was made with other images or settings and is"
            + " not used; make one with 'tbar audit calibrate'.");
    return null;
  }

  private AuditRecord write(
      Path out,
      AuditRecord record,
      Findings findings,
      ZeroShotModel model,
      ImageData data,
      List<Pixels> pixels)
      throws IOException {
    List<Pixels> shown = pixels.subList(0, Math.min(SHOWN, pixels.size()));
    List<TriggerFinding> written = new ArrayList<>();
    List<TriggerView> views = new ArrayList<>();
    for (int i = 0; i < findings.triggers().size(); i++) {
      InvertedTrigger found = findings.triggers().get(i);
      Path file = out.resolve("trigger-" + found.family() + ".json");
      Path picture = out.resolve("trigger-" + found.family() + ".png");
      Triggers.save(found.trigger(), file, false);
      TriggerPicture.of(found.trigger(), shown).write(picture, false);
      written.add(
          record
              .triggers()
              .get(i)
              .with(
                  List.of(
                      Subject.file("trigger", file), Subject.file("trigger picture", picture))));
      views.add(FlatPictures.view(found.family(), found.trigger(), model.imageSize()));
    }
    AuditRecord whole = record.withTriggers(written);
    InvertedTrigger best = findings.chosen();
    List<SampleView> samples =
        best == null
            ? List.of()
            : new Gallery(
                    model,
                    new Backdoor(best.trigger(), best.label()),
                    data,
                    plan.seed(),
                    plan.loading())
                .views(null);
    Files.writeString(out.resolve(RECORD), whole.toJson());
    Files.writeString(out.resolve(ResultFolder.REPORT), AuditHtml.of(whole, views, samples));
    return whole;
  }
}
