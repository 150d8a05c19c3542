package io.tbar.benchmarks;

import io.tbar.torch.Autocast;
import java.util.function.Supplier;

/**
 * How to measure.
 *
 * @param what the member
 * @param low whether in bfloat16
 * @param reps timed repetitions after one that is not
 * @param cpu whether by the process's CPU time, which other processes disturb least; at one thread
 */
record Setup(String what, boolean low, int threads, int reps, boolean cpu) {
  static Setup parse(String[] args) {
    if (args.length == 0) {
      throw new IllegalArgumentException("name what to measure, or all");
    }
    boolean low = false;
    int threads = 2;
    int reps = 5;
    boolean cpu = false;
    for (int i = 1; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--dtype" -> low = args[i + 1].equals("bf16");
        case "--threads" -> threads = Integer.parseInt(args[i + 1]);
        case "--reps" -> reps = Integer.parseInt(args[i + 1]);
        case "--clock" -> cpu = args[i + 1].equals("cpu");
        default -> throw new IllegalArgumentException("no option " + args[i]);
      }
    }
    if (low && !Processor.multipliesBf16()) {
      System.err.println(
          "This processor has no bf16 products: they are made of float32 ones here and are slower.");
    }
    return new Setup(args[0], low, threads, reps, cpu);
  }

  String dtype() {
    return low ? "bf16" : "fp32";
  }

  Setup withReps(int fewer) {
    return new Setup(what, low, threads, fewer, cpu);
  }

  /** Mixed precision where bfloat16 was asked for. */
  <T> T mixed(Supplier<T> forward) {
    return low ? Autocast.bfloat16(forward) : forward.get();
  }
}
