package io.tbar.defence;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.data.Loaded;
import io.tbar.invert.DecreeInversion;
import io.tbar.invert.InvertedTrigger;
import io.tbar.invert.ScanOptions;
import io.tbar.train.HeadTrainer;
import io.tbar.train.LoadedImages;
import io.tbar.train.TrainedTensors;
import io.tbar.train.TrainingReport;
import io.tbar.train.ZeroShotModel;
import io.tbar.trigger.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Methods that fine-tune the image tower under the zero-shot head with true labels. */
final class HeadDefences {
  private HeadDefences() {}

  static Defence finetune(MethodOptions options) {
    return new InPlace(
        Methods.FINETUNE_HEAD,
        options.training(),
        (suspect, progress) -> train(suspect, options, null, "", progress));
  }

  static Defence repair(MethodOptions options) {
    return new InPlace(
        Methods.REPAIR,
        options.training(),
        (suspect, progress) -> train(suspect, options, suspect.backdoor().trigger(), "", progress));
  }

  /** Repairs a trigger that inversion found; it never looks at the one that is measured with. */
  static Defence inverted(MethodOptions options) {
    return new InPlace(
        Methods.DECREE_FINETUNE,
        options.training(),
        (suspect, progress) -> {
          InvertedTrigger found = invert(suspect, options, progress);
          String how =
              String.format(
                  java.util.Locale.ROOT,
                  "DECREE found a trigger towards \"%s\" that works on %.1f %% of held-out images"
                      + " (mean of its mask %.3f). ",
                  suspect.model().classes().name(found.label()),
                  100 * found.effect().value(),
                  found.size());
          return train(suspect, options, found.trigger(), how, progress);
        });
  }

  private static InvertedTrigger invert(Suspect suspect, MethodOptions options, Progress progress) {
    List<Loaded> images =
        LoadedImages.load(
            "loading images to invert from",
            suspect.data().forget(),
            suspect.model(),
            suspect.loading(),
            new ArrayList<>(),
            progress);
    return DecreeInversion.run(
            suspect.model(),
            images.stream().map(Loaded::pixels).toList(),
            ScanOptions.defaults(options.recipe().seed()),
            progress)
        .filter(InvertedTrigger::usable)
        .orElseThrow(
            () ->
                new TbarException(
                    TbarException.Kind.INCONCLUSIVE,
                    "DECREE found no trigger that leads half of the held-out images to one label,"
                        + " so decree-finetune has nothing to repair and wrote nothing."));
  }

  private static Changed train(
      Suspect suspect,
      MethodOptions options,
      @Nullable Trigger trigger,
      String before,
      Progress progress) {
    ZeroShotModel model = suspect.model();
    List<String> skipped = new ArrayList<>();
    List<Loaded> images =
        LoadedImages.load(
            "loading training images",
            suspect.data().forget(),
            model,
            suspect.loading(),
            skipped,
            progress);
    String what = trigger == null ? "fine-tuning" : "repairing";
    TrainingReport report =
        HeadTrainer.train(
            what,
            model.classifier(),
            TrainedTensors.imageTower(),
            new HeadExamples(images, trigger, options.recipe()),
            options.recipe(),
            progress);
    return new Changed(
        model.clip().weights().imageNames(),
        List.of(Defended.Curve.losses(what, report.losses())),
        before
            + String.format(
                Locale.ROOT,
                "Trained for %d epochs on %d labelled images%s; nothing else decided the end.",
                options.recipe().epochs(),
                images.size(),
                trigger == null ? "" : ", with and without the trigger"),
        images.size(),
        skipped);
  }
}
