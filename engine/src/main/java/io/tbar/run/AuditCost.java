package io.tbar.run;

import io.tbar.base.MachineMemory;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.data.ClassNames;
import io.tbar.data.ImageData;
import io.tbar.invert.Passes;
import io.tbar.invert.Scan;
import io.tbar.invert.ScanCost;
import io.tbar.text.Templates;
import io.tbar.torch.Engine;
import io.tbar.train.ZeroShotModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an audit would take, from its plan and a measured second. Writes nothing. */
public final class AuditCost {
  /** Names of the stages whose passes an audit's record counts. */
  public static final String SCAN = "scan";

  public static final String LABELS = "labels";
  private static final String OF_BASE = "labels of the base";

  private AuditCost() {}

  /**
   * @param models checkpoint folders or files
   * @param config of bare .safetensors files, or null
   * @throws TbarException where the audit itself would refuse what it is given
   */
  public static List<CostEstimate> of(
      List<Path> models, @Nullable Path config, AuditPlan plan, Progress progress) {
    ClassNames vocabulary = plan.vocabulary();
    ImageData data = AuditImages.draw(plan, vocabulary);
    if (data.size() < Scan.LEAST_IMAGES) {
      throw TbarException.badInput(
          "The scan needs at least %d clean images, but %s has only %d; give more.",
          Scan.LEAST_IMAGES, data.name(), data.size());
    }
    List<CostEstimate> all = new ArrayList<>();
    for (Path model : models) {
      all.add(one(model, config, plan, vocabulary, data, progress));
    }
    return all;
  }

  private static CostEstimate one(
      Path path,
      @Nullable Path config,
      AuditPlan plan,
      ClassNames vocabulary,
      ImageData data,
      Progress progress) {
    Checkpoint checkpoint = Checkpoint.open(path, config);
    Path base = plan.base();
    if (base != null) {
      TrustedBase.open(base, checkpoint, checkpoint.modelDigest(), vocabulary).close();
    }
    ClipConfig about = checkpoint.config();
    Speed speed = speed(checkpoint, plan, vocabulary, data, progress);
    return new CostEstimate(
        "audit",
        path.toString(),
        stages(plan, vocabulary.size(), data.size(), about.vision().imageSize(), speed),
        peak(new PeakMemory(about), plan, data.size()),
        MachineMemory.available(),
        speed);
  }

  private static Speed speed(
      Checkpoint checkpoint,
      AuditPlan plan,
      ClassNames vocabulary,
      ImageData data,
      Progress progress) {
    Engine.start(plan.threads());
    progress.note("Measuring how fast " + checkpoint.path() + " goes here.");
    try (ZeroShotModel model =
        ZeroShotModel.open(
            checkpoint, few(vocabulary), one(Templates.of(plan.templates())), plan.batch())) {
      return SpeedProbe.of(model, data, plan.loading(), false, progress);
    }
  }

  /** Enough to time texts by. */
  static ClassNames few(ClassNames names) {
    return new ClassNames(names.names().subList(0, Math.min(8, names.size())));
  }

  static Templates one(Templates templates) {
    return new Templates(templates.name(), templates.prompts().subList(0, 1));
  }

  private static List<CostEstimate.Stage> stages(
      AuditPlan plan, int classes, int images, int side, Speed speed) {
    List<CostEstimate.Stage> stages = new ArrayList<>();
    int models = plan.base() == null ? 1 : 2;
    long texts = (long) models * classes * Templates.of(plan.templates()).prompts().size();
    stages.add(new CostEstimate.Stage("texts", Passes.NONE, texts * speed.text()));
    stages.add(new CostEstimate.Stage("loading", Passes.NONE, images * speed.loaded()));
    int labels = ScanCost.labels(classes);
    long answers = images + models * (images / 2 + images - images / 2);
    stages.add(stage("answers", Passes.seen(labels < classes ? answers + images : answers), speed));
    stages.add(
        stage(
            SCAN, ScanCost.scan(side, images, classes, plan.budget(), plan.targetFirst()), speed));
    Passes effects = ScanCost.effects(side, images, labels, plan.budget());
    stages.add(stage(LABELS, effects, speed));
    if (plan.base() != null) {
      stages.add(stage(OF_BASE, effects, speed));
      stages.add(stage("trigger of the label", ScanCost.adopted(images), speed));
    }
    return stages;
  }

  private static CostEstimate.Stage stage(String name, Passes passes, Speed speed) {
    return new CostEstimate.Stage(name, passes, speed.searching(passes));
  }

  private static long peak(PeakMemory memory, AuditPlan plan, int images) {
    // Each picture as it came, again as a part of the search, and half of them as values.
    long pictures = memory.pictures(images) * 2 + 4 * memory.pictures(images - images / 2);
    long second = plan.base() == null ? 0 : memory.weights();
    return memory.peak(ScanCost.together(plan.batch()), pictures + second);
  }
}
