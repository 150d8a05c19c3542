package io.tbar.data;

import io.tbar.image.ImageDecoder;
import java.util.Locale;

/**
 * How images are loaded.
 *
 * @param threads that decode, at least 1
 * @param ahead decoded images that may wait for the consumer, at least 1
 * @param maxPixels images whose header announces more are not decoded
 * @param strict whether an image that cannot be used ends the run instead of being skipped
 * @param cacheBytes memory for prepared pixels, so that later passes need not decode again; 0 for
 *     none
 */
public record LoadOptions(int threads, int ahead, long maxPixels, boolean strict, long cacheBytes) {
  public LoadOptions {
    if (threads < 1 || ahead < 1 || maxPixels < 1 || cacheBytes < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "threads %d, ahead %d, pixels %d, cache %d",
              threads,
              ahead,
              maxPixels,
              cacheBytes));
    }
  }

  /** One thread per processor, 64 images ahead, 25 million pixels, lenient, no cache. */
  public static LoadOptions defaults() {
    return new LoadOptions(
        Runtime.getRuntime().availableProcessors(), 64, ImageDecoder.DEFAULT_MAX_PIXELS, false, 0);
  }

  public LoadOptions withThreads(int value) {
    return new LoadOptions(value, ahead, maxPixels, strict, cacheBytes);
  }

  public LoadOptions withMaxPixels(long value) {
    return new LoadOptions(threads, ahead, value, strict, cacheBytes);
  }

  public LoadOptions withStrict(boolean value) {
    return new LoadOptions(threads, ahead, maxPixels, value, cacheBytes);
  }

  public LoadOptions withCacheBytes(long value) {
    return new LoadOptions(threads, ahead, maxPixels, strict, value);
  }
}
