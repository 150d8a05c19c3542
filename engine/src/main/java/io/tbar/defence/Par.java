package io.tbar.defence;

import io.tbar.base.Seeds;
import io.tbar.clip.Clip;
import io.tbar.clip.Embeddings;
import io.tbar.clip.PixelBatch;
import io.tbar.clip.TokenBatch;
import io.tbar.contrast.Embedded;
import io.tbar.contrast.Objective;
import io.tbar.contrast.PairBatch;
import io.tbar.image.Pixels;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Perturb and Recover (Singh et al. 2024): the contrastive loss minus half the mean squared
 * distance of the unit embeddings to the suspect's own, for pictures and for captions, each as long
 * as it is at most τ = 2.15; beyond, only the contrastive loss is left and the model recovers. The
 * same noisy picture goes to both models.
 *
 * <p>Difference: noise of N(0, 0.2²) is added with both signs and clamped afterwards (the public
 * code clips the noise itself, which only brightens), and the erased square is mean grey by pixel.
 */
final class Par implements Objective {
  static final Map<String, Object> SETTINGS =
      Map.of("tau", 2.15, "noise", 0.2, "noiseShare", 0.5, "eraseShare", 0.5, "beta2", 0.98);

  private static final double TAU = 2.15;
  private static final double NOISE = 0.2;

  private final Clip suspect;
  private final int chunk;
  private final long seed;

  /**
   * @param clip its weights are the suspect's; they are copied
   */
  Par(Clip clip, int chunk, long seed) {
    this.suspect = Clip.of(clip.config(), clip.weights().copy());
    this.chunk = chunk;
    this.seed = seed;
  }

  /** Falls to a tenth over the first half, then by a cosine to nothing. */
  static IntToDoubleFunction rates(double peak, int steps) {
    int half = Math.max(1, steps / 2);
    return step ->
        step < half
            ? peak * (1 - 0.9 * step / half)
            : 0.05 * peak * (1 + Math.cos(Math.PI * (step - half) / Math.max(1, steps - half)));
  }

  @Override
  public PairBatch prepare(PairBatch batch) {
    List<Pixels> noisy = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      noisy.add(
          disturb(
              batch.images().get(i),
              Seeds.of(seed, "picture-noise", batch.step(), batch.samples()[i])));
    }
    return batch.withImages(noisy);
  }

  private Pixels disturb(Pixels in, SplittableRandom random) {
    int n = in.size();
    byte[] out = in.chw().clone();
    if (random.nextInt(2) == 1) {
      for (int i = 0; i < out.length; i++) {
        double value = (out[i] & 255) + 255 * NOISE * Seeds.gaussian(random);
        out[i] = (byte) Math.round(Math.min(255, Math.max(0, value)));
      }
    }
    if (random.nextInt(2) == 1) {
      int side = (int) Math.round(n * Math.sqrt(random.nextDouble(0.005, 0.01)));
      int x0 = random.nextInt(n - side + 1);
      int y0 = random.nextInt(n - side + 1);
      float[] mean = suspect.config().preprocess().mean();
      for (int c = 0; c < 3; c++) {
        for (int y = y0; y < y0 + side; y++) {
          int row = (c * n + y) * n;
          java.util.Arrays.fill(out, row + x0, row + x0 + side, (byte) Math.round(255 * mean[c]));
        }
      }
    }
    return new Pixels(n, out);
  }

  @Override
  public Tensor loss(Embedded e) {
    return Scope.keep(
        () -> {
          Tensor pictures =
              embed(
                  e.batch().size(),
                  from ->
                      suspect.encodeImage(
                          PixelBatch.of(
                              some(e.batch().images(), from), suspect.config().preprocess())));
          Tensor captions =
              embed(
                  e.batch().distinct(),
                  from -> suspect.encodeText(TokenBatch.of(some(e.ids(), from))));
          return Objective.contrastive()
              .loss(e)
              .sub(pushed(e.own(), pictures))
              .sub(pushed(e.captions(), captions));
        });
  }

  private <T> List<T> some(List<T> all, int from) {
    return all.subList(from, Math.min(all.size(), from + chunk));
  }

  private Tensor embed(int rows, IntFunction<Tensor> encode) {
    return Inference.of(
        () -> {
          TensorVector parts = new TensorVector();
          for (int from = 0; from < rows; from += chunk) {
            int at = from;
            parts.push_back(Scope.keep(() -> Embeddings.normalise(encode.apply(at))));
          }
          return torch.cat(parts, 0);
        });
  }

  /** Half the mean squared distance, or nothing where that is beyond τ. */
  private static Tensor pushed(Tensor rows, Tensor suspect) {
    Tensor cosine =
        Embeddings.normalise(rows).mul(suspect).sum().div(new Scalar((double) rows.size(0)));
    double distance = 2 - 2 * Tensors.item(cosine);
    return distance <= TAU
        ? cosine.mul(new Scalar(-1.0)).add(new Scalar(1.0))
        : cosine.detach().mul(new Scalar(0.0));
  }

  @Override
  public void close() {
    suspect.close();
  }
}
