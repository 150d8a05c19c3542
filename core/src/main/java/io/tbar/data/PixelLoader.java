package io.tbar.data;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.image.ImageDecoder;
import io.tbar.image.Pixels;
import io.tbar.image.Preprocess;
import io.tbar.image.UnreadableImage;
import io.tbar.image.UnreadableImage.Reason;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads, decodes and prepares the images of a data set in parallel, ahead of whoever uses them, in
 * a fixed order. Memory holds the index, a bounded window and, where asked for, a cache. Images
 * that are damaged or too large are skipped, counted and named, or end the run.
 *
 * <p>Any number of passes can be made; a skipped image counts once.
 */
public final class PixelLoader implements AutoCloseable {
  /** A picture of at most 25 million pixels is not stored in more. */
  private static final long MAX_FILE_BYTES = 1L << 28;

  /** Some 5,000 pictures of 64 pixels, or 400 of 224. */
  private static final long TWICE_BYTES = 64L << 20;

  private final ImageData data;
  private final Preprocess preprocess;
  private final LoadOptions options;
  private final ExecutorService pool;
  private final PixelCache cache;
  private final Map<Integer, UnreadableImage> skipped = new ConcurrentSkipListMap<>();
  private final AtomicLong waitedNanos = new AtomicLong();
  private final AtomicLong openNanos = new AtomicLong();

  public PixelLoader(ImageData data, Preprocess preprocess, LoadOptions options) {
    this.data = data;
    this.preprocess = preprocess;
    this.options = options;
    this.cache = new PixelCache(options.cacheBytes());
    this.pool =
        Executors.newFixedThreadPool(
            options.threads(),
            task -> {
              Thread thread = new Thread(task, "tbar-pixels");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Options for a set that is measured before and after: the second pass need not decode again. */
  public static LoadOptions twice(LoadOptions options) {
    return options.withCacheBytes(Math.max(options.cacheBytes(), TWICE_BYTES));
  }

  public ImageData data() {
    return data;
  }

  /** One pass over all samples in their order. */
  public PixelPass pass() {
    return pass(image -> {});
  }

  /** One pass over some samples, in the order given. */
  public PixelPass pass(int[] indices) {
    return new PixelPass(this, indices.clone(), options.ahead(), image -> {});
  }

  /**
   * One pass over all samples in their order.
   *
   * @param also further work on each image, done ahead as the decoding is, by several threads
   */
  public PixelPass pass(Consumer<Loaded> also) {
    return new PixelPass(this, IntStream.range(0, data.size()).toArray(), options.ahead(), also);
  }

  /**
   * All images at once, for sets small enough to be held.
   *
   * @param stage what the listener is told
   * @throws TbarException BAD_INPUT where none can be used
   */
  public List<Loaded> all(String stage, Progress progress) {
    List<Loaded> loaded = new ArrayList<>(data.size());
    try (PixelPass pass = pass()) {
      while (pass.hasNext()) {
        progress.check();
        loaded.add(pass.next());
        progress.update(stage, loaded.size(), data.size());
      }
    }
    if (loaded.isEmpty()) {
      throw TbarException.badInput(
          "None of the %d images drawn from %s can be used.", data.size(), data.name());
    }
    return loaded;
  }

  /** How many images could not be used so far. */
  public int skipped() {
    return skipped.size();
  }

  /** The images that could not be used, "key: why", in the order of the data set. */
  public List<String> skippedNames() {
    List<String> names = new ArrayList<>();
    skipped.forEach(
        (index, why) -> names.add(data.samples().get(index).key() + " " + why.getMessage()));
    return names;
  }

  /** Share of the passes' time, 0 to 1, in which the consumer waited for images. */
  public double waitShare() {
    long open = openNanos.get();
    return open == 0 ? 0 : Math.min(1, (double) waitedNanos.get() / open);
  }

  Future<@Nullable Loaded> submit(int index, Consumer<Loaded> also) {
    return pool.submit(
        () -> {
          Loaded loaded = load(index);
          if (loaded != null) {
            also.accept(loaded);
          }
          return loaded;
        });
  }

  void passed(long waited, long open) {
    waitedNanos.addAndGet(waited);
    openNanos.addAndGet(open);
  }

  private @Nullable Loaded load(int index) {
    Sample sample = data.samples().get(index);
    Pixels pixels = cache.get(index);
    if (pixels == null && !skipped.containsKey(index)) {
      try {
        pixels = prepare(sample.source());
        cache.put(index, pixels);
      } catch (UnreadableImage e) {
        if (options.strict()) {
          throw new TbarException(
              TbarException.Kind.BAD_INPUT,
              String.format(
                  Locale.ROOT,
                  "The image %s in %s %s (without --strict it would be skipped).",
                  sample.key(),
                  data.name(),
                  e.getMessage()),
              e);
        }
        skipped.put(index, e);
      }
    }
    return pixels == null ? null : new Loaded(sample, index, pixels);
  }

  private Pixels prepare(ByteSource source) throws UnreadableImage {
    if (source.length() > MAX_FILE_BYTES) {
      throw new UnreadableImage(
          Reason.TOO_LARGE, "is a file of " + source.length() + " bytes, more than a picture has");
    }
    try {
      return preprocess.apply(ImageDecoder.tryDecode(source.read(), options.maxPixels()));
    } catch (UncheckedIOException e) {
      throw new UnreadableImage(Reason.CORRUPT, "cannot be read (" + e.getMessage() + ")");
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
