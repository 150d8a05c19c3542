package io.tbar.clip;

import io.tbar.base.MachineMemory;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Architecture;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.torch.Engine;
import java.util.Locale;

/** Refuses a model that the machine cannot hold, before any of it is read. */
final class Fit {
  private static final int FLOAT = 4;

  private Fit() {}

  /**
   * @throws TbarException BAD_INPUT with what the towers take and what the machine has left
   */
  static void require(Checkpoint checkpoint) {
    if (!Engine.device().equals("cpu")) {
      return; // A card's memory is its own, and full cards say so.
    }
    long bytes = 0;
    for (long[] shape : Architecture.tensors(checkpoint.config()).values()) {
      long count = 1;
      for (long size : shape) {
        count *= size;
      }
      bytes += FLOAT * count;
    }
    long left = MachineMemory.available();
    if (bytes > left) {
      throw TbarException.badInput(
          "The towers of '%s' take %s of memory (every weight in float32), but this machine has %s"
              + " left; free some or take a larger machine.",
          checkpoint.path(), megabytes(bytes), megabytes(left));
    }
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }
}
