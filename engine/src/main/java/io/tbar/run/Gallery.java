package io.tbar.run;

import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.data.Loaded;
import io.tbar.data.PixelLoader;
import io.tbar.data.PixelPass;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import io.tbar.report.SampleView;
import io.tbar.report.SampleView.Answers;
import io.tbar.train.Backdoor;
import io.tbar.train.ZeroShotModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A handful of test images for the report, with and without trigger, and the models' answers. */
final class Gallery {
  private static final int SHOWN = 6;

  private final ZeroShotModel model;
  private final List<Loaded> images = new ArrayList<>();
  private final List<Pixels> clean;
  private final List<Pixels> triggered;
  private final List<Answers> before;

  /** Draws the images and takes the answers of the model as it is now. */
  Gallery(ZeroShotModel model, Backdoor backdoor, ImageData test, long seed, LoadOptions loading) {
    this.model = model;

    // Images of the target class would show nothing.
    ImageData others =
        new ImageData(
            test.name(),
            test.samples().stream().filter(s -> s.label() != backdoor.target()).toList(),
            test.classes());
    ImageData drawn = Split.sample(others, SHOWN, seed);
    try (PixelLoader loader = new PixelLoader(drawn, model.preprocess(), loading);
        PixelPass pass = loader.pass()) {
      pass.forEachRemaining(images::add);
    }
    clean = images.stream().map(Loaded::pixels).toList();
    triggered = images.stream().map(i -> backdoor.trigger().apply(i.pixels(), i.index())).toList();
    before = answers(model);
  }

  /**
   * @param written the checkpoint that was written, or null
   */
  List<SampleView> views(@Nullable ZeroShotModel written) {
    List<Answers> after = written == null ? List.of() : answers(written);
    List<SampleView> views = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      int label = images.get(i).sample().label();
      views.add(
          new SampleView(
              images.get(i).sample().key(),
              label < 0 ? null : model.classes().name(label),
              clean.get(i),
              triggered.get(i),
              before.get(i),
              written == null ? null : after.get(i)));
    }
    return views;
  }

  private List<Answers> answers(ZeroShotModel of) {
    if (images.isEmpty()) {
      return List.of();
    }
    int[] plain = of.predictor().top1(clean);
    int[] stamped = of.predictor().top1(triggered);
    List<Answers> answers = new ArrayList<>();
    for (int i = 0; i < plain.length; i++) {
      answers.add(new Answers(of.classes().name(plain[i]), of.classes().name(stamped[i])));
    }
    return answers;
  }
}
