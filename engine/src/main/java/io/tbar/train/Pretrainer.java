package io.tbar.train;

import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.clip.Clip;
import io.tbar.clip.InitialWeights;
import io.tbar.clip.PixelBatch;
import io.tbar.clip.TokenBatch;
import io.tbar.data.ClassNames;
import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.data.Loaded;
import io.tbar.data.PixelLoader;
import io.tbar.data.PixelPass;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import io.tbar.image.Preprocess;
import io.tbar.text.Tokenizer;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains a small CLIP from random weights on captioned or labelled images: both towers, symmetric
 * InfoNCE, no decay on norms, biases and the logit scale, which is held in [0, ln 100] (CLIP paper,
 * section 2.5).
 */
public final class Pretrainer {
  private static final double MAX_LOGIT_SCALE = Math.log(100);
  private static final String STAGE = "training both towers";

  private Pretrainer() {}

  /**
   * @param config architecture to train
   * @param recipe peak learning rate, epochs, batch, decay, augmentation, seed
   * @param templates prompts with {@code {}} for images that have a class and no caption
   */
  public record Options(ClipConfig config, Recipe recipe, List<String> templates) {}

  /**
   * A trained model with its losses.
   *
   * @param clip the caller closes it
   */
  public record Trained(Clip clip, TrainingReport report) {}

  /** The same data, options, seed and threads give the same weights. */
  public static Trained train(
      ImageData data,
      ClassNames classes,
      Tokenizer tokenizer,
      Options options,
      LoadOptions loading,
      Progress progress) {
    Recipe recipe = options.recipe();
    Captions captions = new Captions(data, classes.names(), options.templates(), recipe.seed());
    Clip clip = InitialWeights.draw(options.config(), recipe.seed());
    Preprocess preprocess =
        new Preprocess(options.config().preprocess(), options.config().vision().imageSize());
    Map<String, Tensor> trained = clip.weights().train(clip.weights().names());
    long start = System.nanoTime();
    try (PixelLoader loader = new PixelLoader(data, preprocess, loading);
        BatchFeed feed =
            new BatchFeed(BatchFeed.grouped(shuffled(loader, recipe), recipe.batch()))) {
      int steps = recipe.epochs() * (data.size() / recipe.batch());
      List<Double> losses =
          TrainingLoop.run(
              STAGE,
              trained,
              recipe,
              AdamW.Decay.MATRICES,
              steps,
              GradientStep.of(step -> loss(clip, tokenizer, captions, step, feed.next())),
              progress);
      limitScale(clip);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Trained(
          clip,
          new TrainingReport(
              losses,
              (long) steps * recipe.batch(),
              seconds,
              Math.min(1, feed.waitedSeconds() / seconds)));
    } finally {
      clip.weights().freeze();
    }
  }

  private static Tensor loss(
      Clip clip, Tokenizer tokenizer, Captions captions, int step, BatchFeed.Batch batch) {
    limitScale(clip);
    Captions.Batch texts = captions.of(step, batch.labels());
    int length = clip.config().text().contextLength();
    List<int[]> ids = texts.texts().stream().map(t -> tokenizer.encode(t, length)).toList();
    Tensor images = clip.encodeImage(PixelBatch.of(batch.pixels(), clip.config().preprocess()));
    return Pairing.loss(
        images,
        clip.encodeText(TokenBatch.of(ids)),
        Tensors.of(texts.textOf(), batch.size()),
        clip.scale());
  }

  /** After every step, never in the forward pass, as the public trainers do. */
  private static void limitScale(Clip clip) {
    Inference.run(
        () -> {
          try (Scope s = new Scope()) {
            clip.weights()
                .get("logit_scale")
                .clamp_(
                    new ScalarOptional(new Scalar(0.0)),
                    new ScalarOptional(new Scalar(MAX_LOGIT_SCALE)));
          }
        });
  }

  /** Every epoch in a new order; the label of an example is its index in the data. */
  private static Iterator<Example> shuffled(PixelLoader loader, Recipe recipe) {
    return new Iterator<>() {
      private int epoch;
      private PixelPass pass = loader.pass(order(0));

      private int[] order(int epoch) {
        return Split.order(loader.data().size(), recipe.seed(), "data-order", epoch);
      }

      @Override
      public boolean hasNext() {
        while (!pass.hasNext()) {
          pass.close();
          epoch++;
          // One pass more than the epochs: skipped images and short batches are made up from it.
          if (epoch > recipe.epochs()) {
            return false;
          }
          pass = loader.pass(order(epoch));
        }
        return true;
      }

      @Override
      public Example next() {
        Loaded loaded = pass.next();
        SplittableRandom random = Seeds.of(recipe.seed(), "augmentation", epoch, loaded.index());
        Pixels pixels = recipe.augmentation().apply(loaded.pixels(), random);
        return new Example(pixels, (int) loaded.index());
      }
    };
  }
}
