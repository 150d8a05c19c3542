package io.tbar.cli;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.Activation;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.checkpoint.PreprocessConfig;
import io.tbar.checkpoint.TextConfig;
import io.tbar.checkpoint.VisionConfig;
import io.tbar.contrast.Pretrainer;
import io.tbar.result.RunRecord;
import io.tbar.run.PretrainRun;
import io.tbar.safetensors.Dtype;
import io.tbar.text.Templates;
import io.tbar.train.Augmentation;
import io.tbar.train.Recipe;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a small CLIP from scratch. */
@Command(
    name = "pretrain",
    header = "Train a small CLIP from random weights.",
    description =
        "Both towers by symmetric InfoNCE on captioned images, or on images with a class, whose"
            + " captions are drawn from templates. Writes an OpenCLIP folder.",
    footer = {
      "",
      "Example:",
      "  tbar pretrain --data train.tar --classes classes.txt --templates fashion --image-size 28"
          + " --patch-size 7 --width 96 --layers 6 --heads 3 --out small-clip"
    })
final class PretrainCommand extends BaseCommand {
  private static final int VOCABULARY = 49_408;
  private static final int CONTEXT = 77;
  private static final long CACHE = 512L << 20;

  @Mixin RunOptions run;
  @Mixin LoadingOptions loading;
  @Mixin OutputOptions output;
  @Mixin TrackingOptions tracking;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description = "Captioned or labelled images.")
  String data;

  @Option(
      names = "--classes",
      required = true,
      paramLabel = "FILE",
      description = "Class names, one a line.")
  Path classes;

  @Option(
      names = "--templates",
      paramLabel = "NAME|FILE",
      defaultValue = "simple",
      description = "Prompts for images without a caption (default: ${DEFAULT-VALUE}).")
  String templates;

  @Option(
      names = "--image-size",
      defaultValue = "64",
      paramLabel = "N",
      description = "Side in pixels (default: ${DEFAULT-VALUE}).")
  int imageSize;

  @Option(
      names = "--patch-size",
      defaultValue = "8",
      paramLabel = "N",
      description = "Side of a patch (default: ${DEFAULT-VALUE}).")
  int patchSize;

  @Option(
      names = "--width",
      defaultValue = "192",
      paramLabel = "N",
      description = "Channels of the image tower (default: ${DEFAULT-VALUE}).")
  int width;

  @Option(
      names = "--layers",
      defaultValue = "8",
      paramLabel = "N",
      description = "Blocks of the image tower (default: ${DEFAULT-VALUE}).")
  int layers;

  @Option(
      names = "--heads",
      defaultValue = "3",
      paramLabel = "N",
      description = "Heads of the image tower (default: ${DEFAULT-VALUE}).")
  int heads;

  @Option(
      names = "--text-width",
      defaultValue = "32",
      paramLabel = "N",
      description = "Channels of the text tower (default: ${DEFAULT-VALUE}).")
  int textWidth;

  @Option(
      names = "--text-layers",
      defaultValue = "2",
      paramLabel = "N",
      description = "Blocks of the text tower (default: ${DEFAULT-VALUE}).")
  int textLayers;

  @Option(
      names = "--text-heads",
      defaultValue = "2",
      paramLabel = "N",
      description = "Heads of the text tower (default: ${DEFAULT-VALUE}).")
  int textHeads;

  @Option(
      names = "--embed",
      defaultValue = "64",
      paramLabel = "N",
      description = "Channels of the embeddings (default: ${DEFAULT-VALUE}).")
  int embed;

  @Option(
      names = "--epochs",
      defaultValue = "4",
      paramLabel = "N",
      description = "Passes over the images (default: ${DEFAULT-VALUE}).")
  int epochs;

  @Option(
      names = "--lr",
      defaultValue = "1e-3",
      paramLabel = "RATE",
      description = "Peak learning rate (default: ${DEFAULT-VALUE}).")
  double learningRate;

  @Option(
      names = "--decay",
      defaultValue = "0.05",
      paramLabel = "X",
      description = "Weight decay of matrices (default: ${DEFAULT-VALUE}).")
  double decay;

  @Option(
      names = "--shift",
      defaultValue = "0.07",
      paramLabel = "SHARE",
      description = "Largest random shift as a share of the side (default: ${DEFAULT-VALUE}).")
  double shift;

  @Option(
      names = "--flip",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Mirror half of the images (default: ${DEFAULT-VALUE}).")
  boolean flip;

  @Option(
      names = "--chunk",
      paramLabel = "N",
      description = "Pairs in memory at a time (default: the batch).")
  @Nullable Integer chunk;

  @Option(
      names = "--keep-every",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "Keep the training every N steps in OUT.training.safetensors, from where the same command"
              + " goes on; 0 never (default: ${DEFAULT-VALUE}).")
  int keepEvery;

  @Option(
      names = "--dtype",
      defaultValue = "F16",
      paramLabel = "TYPE",
      description = "F32, F16 or BF16 of the file (default: ${DEFAULT-VALUE}).")
  Dtype dtype;

  @Override
  public Integer call() throws Exception {
    if (dtype != Dtype.F32 && dtype != Dtype.F16 && dtype != Dtype.BF16) {
      throw TbarException.usage("--dtype is %s; give F32, F16 or BF16.", dtype);
    }
    Recipe recipe =
        new Recipe(
            learningRate,
            epochs,
            Checks.positive("--batch", run.batch),
            decay,
            0.05,
            1.0,
            new Augmentation(shift, flip),
            run.seed);
    Pretrainer.Options options =
        new Pretrainer.Options(
            config(),
            recipe,
            Templates.of(templates).prompts(),
            chunk == null ? recipe.batch() : Checks.positive("--chunk", chunk),
            keepEvery);
    RunRecord record =
        withProgress(
            progress ->
                PretrainRun.run(
                    data,
                    classes,
                    options,
                    loading.toLoadOptions().withCacheBytes(CACHE),
                    run.threads,
                    dtype,
                    output.out,
                    output.force,
                    progress));
    tracking.write(record, output.out);
    Outcome.remarks(record, console());
    console().err().printf("Wrote %s.%n", output.out);
    return OK;
  }

  private ClipConfig config() {
    if (imageSize < 1 || patchSize < 1 || imageSize % patchSize != 0) {
      throw TbarException.usage(
          "Patches of %d pixels do not tile an image of %d; choose a divisor.",
          patchSize, imageSize);
    }
    if (width % Math.max(1, heads) != 0 || textWidth % Math.max(1, textHeads) != 0) {
      throw TbarException.usage(
          "A width must be a multiple of its heads; got %d and %d, %d and %d for the text tower.",
          width, heads, textWidth, textHeads);
    }
    return new ClipConfig(
        new VisionConfig(imageSize, patchSize, width, layers, heads, 4 * width),
        new TextConfig(CONTEXT, VOCABULARY, textWidth, textLayers, textHeads, 4 * textWidth, -1),
        embed,
        Activation.QUICK_GELU,
        1e-5,
        PreprocessConfig.clip(PreprocessConfig.Crop.OPENCLIP));
  }
}
