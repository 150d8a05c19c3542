package io.tbar.data;

import io.tbar.image.Pixels;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Prepared pixels up to a number of bytes. What came first stays: passes go over all images again
 * and again, where dropping the oldest would never hit.
 */
final class PixelCache {
  /** Map entry, objects and array header, roughly. */
  private static final int OVERHEAD = 128;

  private final Map<Integer, Pixels> entries = new ConcurrentHashMap<>();
  private long left;

  PixelCache(long bytes) {
    left = bytes;
  }

  @Nullable Pixels get(int index) {
    return entries.get(index);
  }

  void put(int index, Pixels pixels) {
    int size = pixels.chw().length + OVERHEAD;
    synchronized (this) {
      if (left < size) {
        return;
      }
      left -= size;
    }
    if (entries.putIfAbsent(index, pixels) != null) {
      synchronized (this) {
        left += size;
      }
    }
  }
}
