package io.tbar.benchmarks;

import io.tbar.base.Progress;
import io.tbar.clip.Clip;
import io.tbar.clip.Weights;
import io.tbar.clip.ZeroShotHead;
import io.tbar.method.CoefficientSearch;
import io.tbar.method.CurvePoint;
import io.tbar.method.LineOracle;
import io.tbar.method.SearchOptions;
import io.tbar.method.SearchResult;
import io.tbar.method.Validation;
import io.tbar.torch.Inference;
import io.tbar.torch.Lanes;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The coefficient on 64 clean and 64 triggered images: seconds. First the product's search (racing
 * and bisection on a grid of 16 steps an octave), then, as {@code search-grid}, the yardstick's
 * sixteen coefficients on all images.
 */
final class Search {
  private static final int POINTS = 16;
  private static final int BATCH = 64;

  private Search() {}

  static void run(Setup setup) {
    torch.manual_seed(0);
    try (Scope all = new Scope();
        Clip clip = RandomClip.of(RandomClip.imageB32(), 0);
        ZeroShotHead head = Train.head();
        Weights base = clip.weights().copy(clip.weights().imageNames());
        Weights tau = base.copy()) {
      Tensor patch = torch.randn(new long[] {3, 32, 32});
      Inference.run(() -> plant(clip.weights(), base, tau, patch));
      Tensor clean = torch.randn(new long[] {BATCH, 3, 224, 224});
      Tensor triggered =
          torch.randn(new long[] {BATCH, 3, 224, 224}).add(patch.repeat(1, 7, 7).unsqueeze(0));
      Line line =
          new Line(
              new double[] {0},
              clip,
              base,
              tau,
              pixels -> answers(setup, clip, head, pixels),
              clean,
              triggered);
      int target = mostFrequent(line.triggered(0, indices()));
      // The checkpoint's own answers are part of the work: the grid has them as its first point.
      long start = System.nanoTime();
      int[] known = line.clean(0, indices());
      SearchResult found =
          CoefficientSearch.run(
              line,
              Validation.unlabelled(known, target),
              SearchOptions.defaults(),
              Progress.silent());
      double[] searched = {(System.nanoTime() - start) / 1e9};
      CurvePoint chosen = found.chosen();
      String more =
          String.format(
              Locale.ROOT,
              ", \"passes\": %d, \"alpha\": %s",
              BATCH + found.passes(),
              chosen == null ? "null" : Double.toString(chosen.alpha()));
      Timing.report(setup, "search", "seconds", searched, t -> t, more);
      Runnable work =
          () -> {
            for (int k = 0; k < POINTS; k++) {
              line.clean(k / 8.0, indices());
              line.triggered(k / 8.0, indices());
            }
          };
      double[] seconds = {Timing.once(setup, work)};
      Timing.report(setup, "search-grid", "seconds", seconds, t -> t, "");
    }
  }

  /**
   * A backdoor into random weights: the patch embedding answers strongly to one patch, and τ is
   * what makes it do so, beside a little of everything.
   */
  private static void plant(Weights weights, Weights base, Weights tau, Tensor patch) {
    for (String name : tau.names()) {
      tau.get(name).normal_();
      tau.get(name).mul_(new Scalar(4e-3));
    }
    Tensor direction = patch.div(patch.norm()).view(1, 3, 32, 32);
    Tensor answer = torch.randn(new long[] {768, 1, 1, 1}).mul(new Scalar(0.3));
    tau.get("visual.conv1.weight").add_(answer.mul(direction));
    for (String name : tau.names()) {
      base.get(name).add_(tau.get(name));
    }
    weights.set(base);
  }

  /** The line θ − α·τ over pixels that are there already. */
  private record Line(
      double[] now,
      Clip clip,
      Weights base,
      Weights tau,
      Function<Tensor, int[]> answer,
      Tensor cleanPixels,
      Tensor triggeredPixels)
      implements LineOracle {
    @Override
    public int size() {
      return BATCH;
    }

    @Override
    public double norm() {
      return 1;
    }

    @Override
    public int[] clean(double alpha, int[] images) {
      return at(alpha, cleanPixels, images);
    }

    @Override
    public int[] triggered(double alpha, int[] images) {
      return at(alpha, triggeredPixels, images);
    }

    private int[] at(double alpha, Tensor pixels, int[] images) {
      if (now[0] != alpha) {
        clip.weights().subtract(base, alpha, tau);
        now[0] = alpha;
      }
      try (Scope s = new Scope()) {
        long[] rows = Arrays.stream(images).asLongStream().toArray();
        return answer.apply(pixels.index_select(0, Tensors.of(rows, rows.length)));
      }
    }
  }

  private static int[] indices() {
    return IntStream.range(0, BATCH).toArray();
  }

  private static int mostFrequent(int[] answers) {
    Map<Integer, Integer> counts = new TreeMap<>();
    Arrays.stream(answers).forEach(a -> counts.merge(a, 1, Integer::sum));
    return Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  /** As the product does it, in lanes. */
  private static int[] answers(Setup setup, Clip clip, ZeroShotHead head, Tensor pixels) {
    int size = Math.toIntExact(pixels.size(0));
    return Lanes.run(size, (from, to) -> part(setup, clip, head, pixels.narrow(0, from, to - from)))
        .stream()
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  private static int[] part(Setup setup, Clip clip, ZeroShotHead head, Tensor pixels) {
    return Inference.of(
        () -> {
          try (Scope s = new Scope()) {
            Tensor logits = setup.mixed(() -> head.logits(clip.encodeImage(pixels)));
            long[] best =
                Tensors.longs(logits.argmax(new org.bytedeco.pytorch.LongOptional(-1), false));
            return Arrays.stream(best).mapToInt(Math::toIntExact).toArray();
          }
        });
  }
}
