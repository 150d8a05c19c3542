package io.tbar.benchmarks;

import io.tbar.torch.Engine;
import java.util.List;
import java.util.Locale;

/**
 * The project's side of the speed table: the same work as the yardstick in PyTorch, printed as the
 * same JSON lines, one a measurement.
 *
 * <p>usage: Bench WHAT [--dtype fp32|bf16] [--threads N] [--reps N] [--clock wall|cpu]; WHAT is
 * gemm, encode, train, contrastive, decree, search, apply or all. CLIP ViT-B/32 with random
 * weights.
 */
public final class Bench {
  private static final List<String> ALL =
      List.of("gemm", "encode", "train", "contrastive", "decree", "search", "apply");

  private Bench() {}

  /** Runs what the arguments name. */
  public static void main(String[] args) {
    Setup setup = Setup.parse(args);
    for (String what : setup.what().equals("all") ? ALL : List.of(setup.what())) {
      run(what, setup);
    }
  }

  private static void run(String what, Setup setup) {
    if (!what.equals("apply")) {
      Engine.start(setup.threads());
    }
    switch (what) {
      case "gemm" -> Gemm.run(setup);
      case "encode" -> Encode.run(setup);
      case "train" -> Train.run(setup);
      case "contrastive" -> Contrastive.run(setup);
      case "decree" -> Decree.run(setup);
      case "search" -> Search.run(setup);
      case "apply" -> Apply.run(setup);
      default ->
          throw new IllegalArgumentException(
              String.format(Locale.ROOT, "%s is none of %s", what, ALL));
    }
  }
}
