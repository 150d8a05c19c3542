package io.tbar.benchmarks;

import io.tbar.data.DataSets;
import io.tbar.data.ImageData;
import java.util.Locale;

/**
 * Indexes a data set and prints how many images, seconds and memory it took.
 *
 * <p>usage: ManyFiles DATA
 */
public final class ManyFiles {
  private ManyFiles() {}

  /** Takes a data set. */
  public static void main(String[] args) {
    long began = System.nanoTime();
    ImageData data = DataSets.open(args[0], null);
    double seconds = (System.nanoTime() - began) / 1e9;
    System.gc();
    Runtime java = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT,
        "{\"what\": \"index\", \"images\": %d, \"seconds\": %.2f, \"heap_mb\": %d,"
            + " \"peak_rss_mb\": %d}%n",
        data.size(),
        seconds,
        (java.totalMemory() - java.freeMemory()) >> 20,
        Timing.megabytes("VmHWM:"));
    if (data.size() < 0) {
      throw new IllegalStateException("kept alive until here");
    }
  }
}
