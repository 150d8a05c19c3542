package io.tbar.benchmarks;

import io.tbar.base.Progress;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.clip.Embedder;
import io.tbar.data.ClassNames;
import io.tbar.data.DataSets;
import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.data.Loaded;
import io.tbar.data.PixelLoader;
import io.tbar.data.PixelPass;
import io.tbar.data.Sample;
import io.tbar.image.Pixels;
import io.tbar.text.Templates;
import io.tbar.train.Backdoor;
import io.tbar.train.Evaluator;
import io.tbar.train.ZeroShotModel;
import io.tbar.trigger.Triggers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Whether memory stays flat over many images: a data set is repeated until it has COUNT images,
 * encoded, and evaluated clean and triggered; resident memory is printed along the way.
 *
 * <p>usage: Flat MODEL DATA CLASSES THREADS [COUNT]; 100,000 images by default
 */
public final class Flat {
  private static final int BATCH = 100;
  private static final int POINTS = 10;

  private Flat() {}

  /** Prints a line at each tenth of each of the two passes. */
  public static void main(String[] args) {
    int threads = Integer.parseInt(args[3]);
    int count = args.length > 4 ? Integer.parseInt(args[4]) : 100_000;
    io.tbar.torch.Engine.start(threads);
    ClassNames classes = ClassNames.read(Path.of(args[2]));
    ImageData data = repeated(DataSets.open(args[1], classes), count);
    LoadOptions loading = LoadOptions.defaults().withThreads(threads);
    try (Checkpoint checkpoint = Checkpoint.open(Path.of(args[0]));
        ZeroShotModel model =
            ZeroShotModel.open(checkpoint, classes, Templates.of("cifar-18"), BATCH)) {
      try (PixelLoader loader = new PixelLoader(data, model.preprocess(), loading)) {
        encode(model, loader, new Points("encode", count));
      }
      try (PixelLoader loader = new PixelLoader(data, model.preprocess(), loading)) {
        Backdoor backdoor = new Backdoor(Triggers.parse("badnet", model.imageSize()), 0);
        new Evaluator(model.predictor(), loader)
            .measure("evaluating", backdoor, new Points("eval", count));
      }
    }
  }

  /** Embeddings are let go batch by batch: they are the output, which grows by its nature. */
  private static void encode(ZeroShotModel model, PixelLoader loader, Points points) {
    Embedder embedder = new Embedder(model.clip(), BATCH, Progress.silent());
    long done = 0;
    try (PixelPass pass = loader.pass()) {
      while (pass.hasNext()) {
        List<Pixels> batch = new ArrayList<>();
        while (batch.size() < BATCH && pass.hasNext()) {
          Loaded next = pass.next();
          batch.add(next.pixels());
        }
        done += embedder.images(batch.iterator(), batch.size()).length;
        points.update("encoding", done, -1);
      }
    }
  }

  private static ImageData repeated(ImageData data, int count) {
    List<Sample> samples = new ArrayList<>(count);
    Iterator<Sample> each = data.samples().iterator();
    while (samples.size() < count) {
      if (!each.hasNext()) {
        each = data.samples().iterator();
      }
      samples.add(each.next());
    }
    return new ImageData(data.name(), samples, data.classes());
  }

  /** Prints resident memory whenever another tenth is done. */
  private static final class Points implements Progress {
    private final String what;
    private final int count;
    private long next;

    Points(String what, int count) {
      this.what = what;
      this.count = count;
      this.next = count / POINTS;
    }

    @Override
    public void update(String stage, long done, long total) {
      if (done >= next) {
        next += count / POINTS;
        System.out.printf(
            Locale.ROOT,
            "{\"what\": \"memory, %s\", \"images\": %d, \"rss_mb\": %d, \"peak_rss_mb\": %d}%n",
            what,
            done,
            Timing.megabytes("VmRSS:"),
            Timing.megabytes("VmHWM:"));
      }
    }
  }
}
