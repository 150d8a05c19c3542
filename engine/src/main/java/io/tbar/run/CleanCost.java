package io.tbar.run;

import io.tbar.base.MachineMemory;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.data.ClassNames;
import io.tbar.data.DataSets;
import io.tbar.data.ImageData;
import io.tbar.defence.TbarDefence;
import io.tbar.text.Templates;
import io.tbar.torch.Engine;
import io.tbar.train.ZeroShotModel;
import java.util.function.Function;

/** What a cleaning would take, from its plan and a measured second. Writes nothing. */
public final class CleanCost {
  private CleanCost() {}

  /**
   * @param plan asked before libtorch is loaded
   * @throws TbarException USAGE for a method whose work follows its data; and where the cleaning
   *     itself would refuse what it is given
   */
  public static CostEstimate of(
      Subject.Named named,
      CleanRun.Inputs inputs,
      Function<ClipConfig, CleanRun.Plan> plan,
      Progress progress) {
    ClassNames classes = ClassNames.read(named.classes());
    Templates templates = Templates.of(named.templates());
    Checkpoint checkpoint = Checkpoint.open(named.model(), named.config());
    ClipConfig config = checkpoint.config();
    Subject.backdoor(named, classes, config.vision().imageSize());
    CleanRun.Plan planned = plan.apply(config);
    if (!(planned.defence() instanceof TbarDefence)) {
      throw TbarException.usage(
          "--dry-run knows what --method tbar takes, not %s; leave one of them out.",
          planned.defence().method().name());
    }
    ImageData images = DataSets.open(inputs.images(), classes);
    CleanSizes sizes = CleanSizes.of(images, inputs, classes, planned.options());
    Engine.start(named.threads());
    progress.note("Measuring how fast " + named.model() + " goes here.");
    Speed speed;
    try (ZeroShotModel model =
        ZeroShotModel.open(
            checkpoint, AuditCost.few(classes), AuditCost.one(templates), named.batch())) {
      speed = SpeedProbe.of(model, images, planned.options().loading(), true, progress);
    }
    boolean truth = planned.judge() != null && planned.judge().measuresTruth();
    CleanWork work =
        new CleanWork(
            planned.options(),
            sizes,
            config.vision().imageSize(),
            (long) classes.size() * templates.prompts().size(),
            truth);
    return new CostEstimate(
        "clean",
        named.model().toString(),
        work.stages(speed),
        peak(new PeakMemory(config), work, named.batch()),
        MachineMemory.available(),
        speed);
  }

  private static long peak(PeakMemory memory, CleanWork work, int batch) {
    // Where a step is made: the start, the suspect's, Adam's two, and twice the point itself.
    long training = 6 * memory.imageTower();
    long pictures = memory.pictures(work.pictures());
    // Or where the cleaned checkpoint is read beside the suspect's.
    long reading = memory.weights() + memory.imageTower();
    return memory.peak(
        work.together(batch, memory.imageTower() / 4), Math.max(training, reading) + pictures);
  }
}
