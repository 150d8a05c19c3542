package io.tbar;

import io.tbar.base.TbarException;

/**
 * How a task computes.
 *
 * @param device "cpu" or "cuda"
 * @param threads compute threads, 0 for all processors
 * @param batch images a step of the model where nothing is trained, at least 1
 * @param seed of every random choice; the same seed and threads give the same bytes
 */
public record Compute(String device, int threads, int batch, long seed) {
  public Compute {
    if (batch < 1) {
      throw TbarException.usage("--batch is %d; give at least 1.", batch);
    }
  }

  /** All processors, 128 images a step, seed 0. */
  public static Compute defaults() {
    return new Compute("cpu", 0, 128, 0);
  }

  public Compute withThreads(int count) {
    return new Compute(device, count, batch, seed);
  }

  public Compute withSeed(long value) {
    return new Compute(device, threads, batch, value);
  }
}
