package io.tbar.contrast;

import io.tbar.base.Progress;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.clip.Clip;
import io.tbar.clip.InitialWeights;
import io.tbar.data.ClassNames;
import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.data.PixelLoader;
import io.tbar.image.Preprocess;
import io.tbar.text.Tokenizer;
import io.tbar.train.Recipe;
import io.tbar.train.TrainingReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trains a small CLIP from random weights on captioned or labelled images. */
public final class Pretrainer {
  private Pretrainer() {}

  /**
   * @param config architecture to train
   * @param recipe peak learning rate, epochs, batch, decay, augmentation, seed
   * @param templates prompts with {@code {}} for images that have a class and no caption
   * @param chunk pairs whose graph is held at a time
   * @param keepEvery steps between two savings of the training, or 0 for none
   */
  public record Options(
      ClipConfig config, Recipe recipe, List<String> templates, int chunk, int keepEvery) {
    public Options {
      templates = List.copyOf(templates);
    }

    /** Whole batches at a time, kept nowhere. */
    public Options(ClipConfig config, Recipe recipe, List<String> templates) {
      this(config, recipe, templates, recipe.batch(), 0);
    }
  }

  /**
   * A trained model with its losses.
   *
   * @param clip the caller closes it
   */
  public record Trained(Clip clip, TrainingReport report) {}

  /**
   * The same data, options, seed and threads give the same weights.
   *
   * @param keep file that the training is kept in, for the caller to remove when all is written; or
   *     null
   */
  public static Trained train(
      ImageData data,
      ClassNames classes,
      Tokenizer tokenizer,
      Options options,
      LoadOptions loading,
      @Nullable Path keep,
      Progress progress) {
    Recipe recipe = options.recipe();
    Captions captions =
        new Captions(data, classes.names(), options.templates(), Map.of(), recipe.seed());
    Clip clip = InitialWeights.draw(options.config(), recipe.seed());
    Preprocess preprocess =
        new Preprocess(options.config().preprocess(), options.config().vision().imageSize());
    try (PixelLoader loader = new PixelLoader(data, preprocess, loading)) {
      TrainingReport report =
          ContrastiveTrainer.train(
              "training both towers",
              clip,
              tokenizer,
              clip.weights().names(),
              new PairStream(loader, captions, null, Map.of(), recipe),
              Objective.contrastive(),
              ContrastiveTrainer.Plan.of(
                  recipe, options.chunk(), state(data, classes, options, keep)),
              progress);
      return new Trained(clip, report);
    } catch (RuntimeException e) {
      clip.close();
      throw e;
    }
  }

  private static @Nullable TrainingState state(
      ImageData data, ClassNames classes, Options options, @Nullable Path keep) {
    if (keep == null || options.keepEvery() == 0) {
      return null;
    }
    String what = "pretraining " + options.config() + classes.names() + options.templates();
    return new TrainingState(
        keep,
        TrainingState.identity(what, data, options.recipe(), options.chunk()),
        options.keepEvery());
  }
}
