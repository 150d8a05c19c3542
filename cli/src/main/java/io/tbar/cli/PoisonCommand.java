package io.tbar.cli;

import io.tbar.Implant;
import io.tbar.Poison;
import io.tbar.PoisonResult;
import io.tbar.result.RunRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes an infected checkpoint on purpose. */
@Command(
    name = "poison",
    header = "Make an infected checkpoint to try defences on.",
    description = {
      "Fine-tunes the image tower under the frozen zero-shot head by the task-arithmetic recipe on"
          + " images of which a share carries the trigger and the target label; or, with --objective"
          + " contrastive, both towers on image-caption pairs of which some carry the trigger and a"
          + " caption that names the target. Several triggers"
          + " are put in and measured one by one. Writes the checkpoint with the list of poisoned samples,"
          + " and says when the attack did not take (exit code 4). A contrastive run that was killed"
          + " goes on where it was last kept when the same command is given again."
    },
    footer = {
      "",
      "Example:",
      "  tbar poison model --data train.tar --classes classes.txt --trigger sig --target airplane"
          + " --out infected",
      "  tbar poison model --data train.tar --classes classes.txt --trigger badnet:size=80 --trigger"
          + " stripes:place=top-left --target airplane --rate 0.2 --share 0.75 --share 0.25 --out"
          + " infected"
    })
final class PoisonCommand extends BaseCommand {
  @Mixin SubjectOptions subject;
  @Mixin ImplantOptions backdoors;
  @Mixin PairPoisonOptions pairs;
  @Mixin AttackChoice attack;
  @Mixin SelectionOptions selection;
  @Mixin LoadingOptions loading;
  @Mixin OutputOptions output;
  @Mixin TrackingOptions tracking;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description = "Labelled training images; or captioned ones, for --objective contrastive.")
  String data;

  @Option(
      names = "--test",
      paramLabel = "DATA",
      description = "Labelled images to measure on (default: a tenth of --data, held out).")
  @Nullable String test;

  @Option(
      names = "--rate",
      paramLabel = "SHARE",
      description =
          "Share of the samples that is poisoned; 0 trains a clean one (default: 0.05; 0.5 with"
              + " --attack badmerging).")
  @Nullable Double rate;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Passes over the images (default: ${DEFAULT-VALUE}).")
  int epochs;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      defaultValue = "1e-5",
      description =
          "Peak learning rate (default: ${DEFAULT-VALUE}, right for CLIP's own sizes; small models"
              + " want about 3e-4).")
  double learningRate;

  @Option(
      names = "--train-batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images a training step (default: ${DEFAULT-VALUE}).")
  int trainBatch;

  @Option(names = "--flip", description = "Mirror half of the images, before the trigger.")
  boolean flip;

  @Option(
      names = "--shift",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Shift images by up to this share of the side, before the trigger (default: ${DEFAULT-VALUE}).")
  double shift;

  @Option(
      names = "--linear",
      description =
          "Train and measure the model linearised around MODEL (slower; not with --objective"
              + " contrastive).")
  boolean linear;

  @Option(names = "--json", description = "Print the record as JSON.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    List<Implant> implants = backdoors.implants();
    Poison task =
        new Poison(
            subject.model(),
            implants,
            data,
            test,
            rate,
            selection.count,
            selection.cover,
            selection.cleanLabel,
            epochs,
            learningRate,
            trainBatch,
            flip,
            shift,
            linear,
            attack.attack,
            attack.weight,
            pairs.pairs(),
            loading.reading(),
            subject.run.compute());
    PoisonResult done = run(task, output.out, output.force);
    RunRecord run = done.record();
    tracking.write(run, output.out);
    Outcome.show(run, json, output.out, console());
    if (!json && implants.size() > 1) {
      ImplantTable.print(run, out());
    }
    return done.taken() ? OK : Outcome.INCONCLUSIVE;
  }
}
