package io.tbar.attack;

import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.base.TbarException;
import io.tbar.clip.Clip;
import io.tbar.clip.PixelBatch;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.AdamW;
import io.tbar.train.FrozenPass;
import io.tbar.trigger.Triggers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Optimises a patch against a frozen image tower by Adam on its pixels in [0, 1], projected after
 * each step. Public code optimises in normalised space with one range for all channels, or clips
 * where the patch is pasted, so that pixels out of range stop learning; both give triggers that are
 * no picture.
 */
final class PatchOptimiser {
  private final Clip clip;
  private final List<Pixels> pictures;
  private final PatchOptions options;
  private final int size;
  private final int side;
  private final long[] padding;

  PatchOptimiser(Clip clip, List<Pixels> pictures, PatchOptions options) {
    this.clip = clip;
    this.pictures = List.copyOf(pictures);
    this.options = options;
    size = clip.config().vision().imageSize();
    side = options.pixels(size);
    int left = options.place().equals("centre") ? (size - side) / 2 : size - side;
    padding = new long[] {left, size - side - left, left, size - side - left};
  }

  OptimisedPatch run(String name, PatchObjective objective, Progress progress) {
    Map<String, List<Double>> curves = new LinkedHashMap<>();
    try (Tensor patch = start()) {
      patch.requires_grad_(true);
      AdamW.Settings settings =
          AdamW.Settings.taskArithmetic().withDecay(0, AdamW.Decay.ALL).withMaxNorm(0);
      try (AdamW adam = new AdamW(List.of(patch), settings)) {
        for (int step = 0; step < options.steps(); step++) {
          progress.check();
          progress.update("optimising the patch", step, options.steps());
          step(patch, adam, objective, step, curves);
        }
      }
      progress.update("optimising the patch", options.steps(), options.steps());
      float[] values = Tensors.floats(patch);
      return new OptimisedPatch(
          Triggers.patch(name, values, side, side, options.place(), size, options.seed(), size),
          curves);
    }
  }

  private void step(
      Tensor patch,
      AdamW adam,
      PatchObjective objective,
      int step,
      Map<String, List<Double>> curves) {
    try (Scope s = new Scope()) {
      int[] batch = batch(step);
      try (FrozenPass pass = new FrozenPass(normalised(pasted(patch, batch)), clip::encodeImage)) {
        Map<String, Tensor> parts = objective.of(pass.embeddings(), batch, step);
        parts.forEach(
            (part, value) ->
                curves
                    .computeIfAbsent(part, p -> new ArrayList<>())
                    .add((double) Tensors.item(value)));
        Tensor loss = java.util.Objects.requireNonNull(parts.get(PatchObjective.LOSS));
        if (!Double.isFinite(Tensors.item(loss))) {
          throw new TbarException(
              TbarException.Kind.INCONCLUSIVE,
              "The loss of the patch became no number at step "
                  + (step + 1)
                  + "; try a lower rate.");
        }
        pass.backward(loss);
      }
      adam.step(options.learningRate());
      Inference.run(
          () ->
              patch.clamp_(
                  new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(1.0))));
    }
  }

  private Tensor start() {
    SplittableRandom random = Seeds.of(options.seed(), "patch-start");
    float[] values = new float[3 * side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.max(0, Math.min(1, 0.5 + 0.25 * Seeds.gaussian(random)));
    }
    return Scope.persist(() -> Tensors.of(values, 3, side, side));
  }

  private int[] batch(int step) {
    int[] order = Split.order(pictures.size(), options.seed(), "patch-batch", step);
    return Arrays.copyOf(order, Math.min(options.batch(), order.length));
  }

  /** x·(1 − m) + m·p with a mask of its own, so that black pixels of a patch stay. */
  private Tensor pasted(Tensor patch, int[] batch) {
    Tensor clean = unit(Arrays.stream(batch).mapToObj(pictures::get).toList());
    Tensor keep = torch.constant_pad_nd(torch.zeros_like(patch), padding, new Scalar(1.0));
    Tensor shown = torch.constant_pad_nd(patch, padding, new Scalar(0.0));
    return clean.mul(keep).add(shown);
  }

  private static Tensor unit(List<Pixels> some) {
    int size = some.get(0).size();
    float[] values = new float[some.size() * 3 * size * size];
    int at = 0;
    for (Pixels picture : some) {
      for (byte value : picture.chw()) {
        values[at++] = (value & 0xff) / 255f;
      }
    }
    return Tensors.of(values, some.size(), 3, size, size);
  }

  private Tensor normalised(Tensor unit) {
    Tensor mean = Tensors.of(clip.config().preprocess().mean(), 3, 1, 1);
    Tensor std = Tensors.of(clip.config().preprocess().std(), 3, 1, 1);
    return unit.sub(mean).div(std);
  }

  /** Embeddings of untouched pictures, as they are: [N, D] without gradient. */
  Tensor embed(List<Pixels> some, int batch) {
    return Inference.of(
        () ->
            Scope.persist(
                () -> {
                  var rows = new org.bytedeco.pytorch.TensorVector();
                  for (int from = 0; from < some.size(); from += batch) {
                    List<Pixels> part = some.subList(from, Math.min(some.size(), from + batch));
                    rows.push_back(
                        Scope.keep(
                            () ->
                                clip.encodeImage(PixelBatch.of(part, clip.config().preprocess()))));
                  }
                  return torch.cat(rows, 0);
                }));
  }
}
