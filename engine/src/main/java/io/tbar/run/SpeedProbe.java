package io.tbar.run;

import io.tbar.base.Progress;
import io.tbar.clip.Clip;
import io.tbar.clip.Embeddings;
import io.tbar.clip.PixelBatch;
import io.tbar.clip.ZeroShotHead;
import io.tbar.data.ClassNames;
import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.data.PixelLoader;
import io.tbar.image.Pixels;
import io.tbar.torch.Engine;
import io.tbar.torch.Scope;
import io.tbar.train.FrozenPass;
import io.tbar.train.LaneGradients;
import io.tbar.train.ZeroShotModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;

/** Times a model on this machine for about a second of each kind of work. */
final class SpeedProbe {
  /** Images at a time; more where they take next to nothing. */
  private static final int FEW = 8;

  private static final int MANY = 64;
  private static final double QUICK = 0.02;
  private static final double ENOUGH = 0.5;
  private static final int LOADED = 24;

  private final ZeroShotModel model;
  private final Progress progress;
  private List<Pixels> pictures;

  private SpeedProbe(ZeroShotModel model, Progress progress) {
    this.model = model;
    this.progress = progress;
    pictures = noise(FEW, model.imageSize());
  }

  /** Images that a gradient was measured on together. */
  static int together() {
    return FEW;
  }

  /**
   * @param data some of its pictures are decoded
   * @param trains whether gradients of the weights are measured too
   */
  static Speed of(
      ZeroShotModel model, ImageData data, LoadOptions loading, boolean trains, Progress progress) {
    return new SpeedProbe(model, progress).measure(data, loading, trains);
  }

  private Speed measure(ImageData data, LoadOptions loading, boolean trains) {
    double seen = seconds(this::see);
    if (seen < QUICK) {
      pictures = noise(MANY, model.imageSize());
      seen = seconds(this::see);
    }
    int count = pictures.size();
    double searched = seconds(this::search);
    double trained = trains ? trained() : 0;
    return new Speed(
        seen / count,
        searched / count,
        trained / count,
        seconds(this::read) / model.classes().size(),
        loaded(data, loading),
        Engine.threads(),
        Engine.device());
  }

  /** Of one run, after one that does not count. */
  private double seconds(Runnable work) {
    progress.check();
    work.run();
    long began = System.nanoTime();
    int runs = 0;
    double seconds;
    do {
      progress.check();
      work.run();
      runs++;
      seconds = (System.nanoTime() - began) / 1e9;
    } while (seconds < ENOUGH);
    return seconds / runs;
  }

  private void see() {
    model.predictor().logits(pictures);
  }

  private void search() {
    Clip clip = model.clip();
    try (Scope s = new Scope()) {
      Tensor pixels = PixelBatch.of(pictures, clip.config().preprocess()).requires_grad_(true);
      try (FrozenPass pass =
          new FrozenPass(pixels, p -> Embeddings.normalise(clip.encodeImage(p)))) {
        pass.backward(pass.embeddings().sum());
      }
    }
  }

  private double trained() {
    Clip clip = model.clip();
    clip.weights().train(clip.weights().imageNames());
    try {
      return seconds(this::train);
    } finally {
      clip.weights().freeze();
    }
  }

  private void train() {
    Clip clip = model.clip();
    try (Scope s = new Scope()) {
      LaneGradients.ofMean(
          clip.weights().tensors(),
          pictures.size(),
          (from, to) ->
              model
                  .classifier()
                  .logits(PixelBatch.of(pictures.subList(from, to), clip.config().preprocess()))
                  .log_softmax(1)
                  .mean()
                  .neg());
    }
  }

  private void read() {
    ClassNames names = model.classes();
    ZeroShotHead.build(model.clip(), model.tokenizer(), names, List.of("a photo of a {}.")).close();
  }

  private double loaded(ImageData data, LoadOptions loading) {
    int count = Math.min(LOADED, data.size());
    int[] first = new int[count];
    for (int i = 0; i < count; i++) {
      first[i] = i;
    }
    long began = System.nanoTime();
    try (PixelLoader loader = new PixelLoader(data, model.preprocess(), loading);
        var pass = loader.pass(first)) {
      while (pass.hasNext()) {
        pass.next();
      }
    }
    return (System.nanoTime() - began) / 1e9 / count;
  }

  private static List<Pixels> noise(int count, int side) {
    Random random = new Random(0);
    List<Pixels> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] values = new byte[3 * side * side];
      random.nextBytes(values);
      all.add(new Pixels(side, values));
    }
    return all;
  }
}
