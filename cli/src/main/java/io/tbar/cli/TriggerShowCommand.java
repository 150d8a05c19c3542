package io.tbar.cli;

import io.tbar.base.AtomicOutput;
import io.tbar.checkpoint.PreprocessConfig;
import io.tbar.checkpoint.PreprocessConfig.Crop;
import io.tbar.data.DataSets;
import io.tbar.data.ImageData;
import io.tbar.data.PixelLoader;
import io.tbar.data.PixelPass;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import io.tbar.image.Preprocess;
import io.tbar.trigger.Trigger;
import io.tbar.trigger.TriggerPicture;
import io.tbar.trigger.Triggers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a trigger on pictures. */
@Command(
    name = "show",
    header = "Write a picture of a trigger: clean, triggered, difference.",
    footer = {
      "",
      "Example:",
      "  tbar trigger show blended:ratio=0.1 --images photos --out blended.png"
    })
final class TriggerShowCommand extends BaseCommand {
  @Parameters(
      index = "0",
      paramLabel = "TRIGGER",
      description =
          "Such as badnet, blended:ratio=0.1, wanet, sig:delta=60, patch.png, my.json; 'tbar"
              + " trigger kinds' lists all.")
  String trigger;

  @Option(
      names = "--images",
      paramLabel = "DATA",
      description =
          "Pictures to draw on: a folder, tar shards, a table or one picture (default: a made-up"
              + " one).")
  @Nullable String images;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many of them, drawn by seed (default: ${DEFAULT-VALUE}).")
  int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the choice of pictures (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--size",
      paramLabel = "N",
      defaultValue = "224",
      description = "Side of the model's pictures (default: ${DEFAULT-VALUE}).")
  int size;

  @Mixin LoadingOptions loading;
  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    if (!output.force) {
      AtomicOutput.refuseExisting(output.out);
    }
    Trigger parsed = Triggers.parse(trigger, Checks.positive("--size", size));
    List<Pixels> clean = images == null ? List.of(TestCard.of(size)) : load(images);
    TriggerPicture picture = TriggerPicture.of(parsed, clean);
    picture.write(output.out, output.force);
    console()
        .err()
        .printf(
            "Wrote %s: %d picture%s, largest change %d of 255, %s of the pixels changed,"
                + " difference shown times %s.%n",
            output.out,
            clean.size(),
            clean.size() == 1 ? "" : "s",
            picture.largest(),
            Numbers.percent(picture.changed()),
            Math.round(picture.gain()));
    return OK;
  }

  private List<Pixels> load(String spec) {
    ImageData chosen =
        Split.sample(DataSets.open(spec, null), Checks.positive("--count", count), seed);
    Preprocess preprocess = new Preprocess(PreprocessConfig.clip(Crop.HF), size);
    List<Pixels> pixels = new ArrayList<>();
    try (PixelLoader loader = new PixelLoader(chosen, preprocess, loading.toLoadOptions());
        PixelPass pass = loader.pass()) {
      pass.forEachRemaining(loaded -> pixels.add(loaded.pixels()));
      Skipped.refuseNone(loader, pixels.size());
    }
    return pixels;
  }
}
