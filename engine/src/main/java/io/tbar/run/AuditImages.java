package io.tbar.run;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.data.ClassNames;
import io.tbar.data.DataSets;
import io.tbar.data.ImageData;
import io.tbar.data.Loaded;
import io.tbar.data.PixelLoader;
import io.tbar.data.PixelPass;
import io.tbar.data.Sample;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import io.tbar.train.ZeroShotModel;
import java.util.ArrayList;
import java.util.List;

/** The images of an audit: drawn by seed, without their labels. */
final class AuditImages {
  /**
   * More than this share of one answer among clean images says that they show one thing, or carry
   * the trigger already: nothing could be told from them.
   */
  private static final double ONE_ANSWER = 0.95;

  private AuditImages() {}

  /** Opens and draws; no picture is decoded. */
  static ImageData draw(AuditPlan plan, ClassNames vocabulary) {
    ImageData all = open(plan.data(), vocabulary);
    List<Sample> bare = new ArrayList<>();
    for (Sample sample : all.samples()) {
      bare.add(new Sample(sample.key(), sample.source(), -1, null));
    }
    ImageData unlabelled = new ImageData(all.name(), bare, List.of(), all.notes());
    return Split.sample(unlabelled, plan.images(), plan.seed());
  }

  /** Labels are not needed, so those that fit no list are no fault. */
  private static ImageData open(String spec, ClassNames vocabulary) {
    try {
      return DataSets.open(spec, null);
    } catch (TbarException e) {
      try {
        return DataSets.open(spec, vocabulary);
      } catch (TbarException again) {
        throw e;
      }
    }
  }

  static List<Pixels> load(
      ImageData data,
      ZeroShotModel model,
      AuditPlan plan,
      List<String> skipped,
      Progress progress) {
    List<Pixels> pixels = new ArrayList<>();
    try (PixelLoader loader = new PixelLoader(data, model.preprocess(), plan.loading());
        PixelPass pass = loader.pass()) {
      while (pass.hasNext()) {
        progress.check();
        Loaded loaded = pass.next();
        pixels.add(loaded.pixels());
        progress.update("loading images", pixels.size(), data.size());
      }
      skipped.addAll(loader.skippedNames());
    }
    return pixels;
  }

  /** Refuses images that the model takes for one and the same thing already. */
  static void refuseOneAnswer(List<Pixels> pixels, ZeroShotModel model, ImageData data) {
    int[] counts = new int[model.classes().size()];
    for (int answer : model.predictor().top1(pixels)) {
      counts[answer]++;
    }
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] > ONE_ANSWER * pixels.size()) {
        throw TbarException.badInput(
            "The model takes %d of the %d images of %s for \"%s\" as they are: they show one thing"
                + " only or carry a trigger already; give clean images of different things.",
            counts[c], pixels.size(), data.name(), model.classes().name(c));
      }
    }
  }
}
