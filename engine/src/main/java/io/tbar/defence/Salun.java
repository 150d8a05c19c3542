package io.tbar.defence;

import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.clip.PixelBatch;
import io.tbar.data.Loaded;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.LaneGradients;
import io.tbar.train.LoadedImages;
import io.tbar.train.Losses;
import io.tbar.train.Milestones;
import io.tbar.train.Recipe;
import io.tbar.train.TrainedTensors;
import io.tbar.train.TrainingLoop;
import io.tbar.train.ZeroShotModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Saliency unlearning (Fan et al. 2024): the weights with the largest gradient of the forget loss
 * at θ_b may move; triggered images are trained towards random labels, clean ones towards their
 * own. As in the public code the absolute value is taken after the sum over batches.
 *
 * <p>Differences: the random label is never the target (there it may be), and without decay and
 * with fresh moments a masked weight stays where it is to the bit (there decay and momentum moved
 * it, until a later version put it back).
 */
final class Salun {
  private Salun() {}

  static Defence of(MethodOptions options) {
    Map<String, Object> settings = new LinkedHashMap<>(options.training());
    settings.put("density", options.density());
    return new InPlace(
        Methods.SALUN, settings, (suspect, progress) -> new Run(suspect, options, progress).run());
  }

  /** One unlearning. */
  private static final class Run {
    private final ZeroShotModel model;
    private final MethodOptions options;
    private final Progress progress;
    private final int target;
    private final List<Loaded> images;
    private final List<Pixels> triggered;
    private final List<String> skipped = new ArrayList<>();

    Run(Suspect suspect, MethodOptions options, Progress progress) {
      this.model = suspect.model();
      this.options = options;
      this.progress = progress;
      this.target = suspect.backdoor().target();
      images =
          LoadedImages.load(
              "loading the forget set",
              suspect.data().forget(),
              model,
              suspect.loading(),
              skipped,
              progress);
      triggered =
          images.stream()
              .map(l -> suspect.backdoor().trigger().apply(l.pixels(), l.index()))
              .toList();
    }

    Changed run() {
      Recipe recipe = options.recipe();
      var weights = model.clip().weights();
      Map<String, Tensor> trained = weights.train(TrainedTensors.imageTower().of(weights.names()));
      int steps = recipe.steps(images.size());
      Map<String, Tensor> masks = masks(trained);
      List<Double> losses;
      try {
        losses =
            TrainingLoop.run(
                "unlearning",
                trained,
                TrainingLoop.settings(recipe),
                TrainingLoop.rates(recipe, steps),
                steps,
                step -> {
                  double loss = gradients(step, trained.values());
                  trained.forEach((name, t) -> masked(t, masks.get(name)));
                  return loss;
                },
                Milestones.NONE,
                progress);
      } finally {
        masks.values().forEach(Tensor::close);
        weights.freeze();
      }
      return new Changed(
          weights.imageNames(),
          List.of(Defended.Curve.losses("unlearning", losses)),
          String.format(
              Locale.ROOT,
              "Trained for %d epochs on %d images; nothing else decided the end.",
              recipe.epochs(),
              images.size()),
          images.size(),
          skipped);
    }

    private static void masked(Tensor t, @org.jspecify.annotations.Nullable Tensor mask) {
      if (mask != null && t.grad().defined()) {
        t.grad().mul_(mask);
      }
    }

    /** 1 where a weight is among the most salient of all tensors together, else 0. */
    private Map<String, Tensor> masks(Map<String, Tensor> trained) {
      int batch = options.recipe().batch();
      for (int from = 0; from < triggered.size(); from += batch) {
        progress.check();
        progress.update("finding the salient weights", from, triggered.size());
        List<Pixels> some = triggered.subList(from, Math.min(triggered.size(), from + batch));
        int[] targets = new int[some.size()];
        Arrays.fill(targets, target);
        try (Scope s = new Scope()) {
          LaneGradients.ofSum(
              trained.values(),
              some.size(),
              (a, b) -> crossEntropy(some, targets, a, b).mul(new Scalar((double) (b - a))));
        }
      }
      Map<String, Tensor> masks = new LinkedHashMap<>();
      Inference.run(
          () -> {
            try (Scope s = new Scope()) {
              TensorVector flat = new TensorVector();
              trained.values().forEach(t -> flat.push_back(t.grad().abs().flatten()));
              Tensor all = torch.cat(flat, 0);
              long left = Math.max(1, Math.round((1 - options.density()) * all.numel()));
              Tensor least = torch.kthvalue(all, left).get0();
              trained.forEach(
                  (name, t) ->
                      masks.put(
                          name, Scope.persist(() -> t.grad().abs().gt(least).to(t.scalar_type()))));
              Tensor none = new Tensor();
              trained.values().forEach(t -> t.mutable_grad().put(none));
            }
          });
      return masks;
    }

    /** Adds the gradients of both losses, and returns their sum. */
    private double gradients(int step, Collection<Tensor> trained) {
      Recipe recipe = options.recipe();
      int size = images.size();
      int perEpoch = recipe.steps(size) / recipe.epochs();
      int epoch = step / perEpoch;
      int from = step % perEpoch * recipe.batch();
      int to = Math.min(size, from + recipe.batch());
      int[] forget = part("forget-order", epoch, from, to);
      int[] retain = part("retain-order", epoch, from, to);
      int[] wrong = Arrays.stream(forget).map(this::otherLabel).toArray();
      int[] right = Arrays.stream(retain).map(i -> images.get(i).sample().label()).toArray();
      List<Pixels> kept =
          Arrays.stream(retain)
              .mapToObj(
                  i ->
                      recipe
                          .augmentation()
                          .apply(
                              images.get(i).pixels(),
                              Seeds.of(recipe.seed(), "augmentation", epoch, i)))
              .toList();
      List<Pixels> shown = Arrays.stream(forget).mapToObj(triggered::get).toList();
      return LaneGradients.ofMean(trained, shown.size(), (a, b) -> crossEntropy(shown, wrong, a, b))
          + LaneGradients.ofMean(trained, kept.size(), (a, b) -> crossEntropy(kept, right, a, b));
    }

    private int[] part(String stream, int epoch, int from, int to) {
      return Arrays.copyOfRange(
          Split.order(images.size(), options.recipe().seed(), stream, epoch), from, to);
    }

    private int otherLabel(int image) {
      SplittableRandom random = Seeds.of(options.recipe().seed(), "random-label", image);
      int label = random.nextInt(model.classes().size() - 1);
      return label < target ? label : label + 1;
    }

    /** The mean over a part of a batch. */
    private Tensor crossEntropy(List<Pixels> pictures, int[] labels, int from, int to) {
      Tensor pixels = PixelBatch.of(pictures.subList(from, to), model.clip().config().preprocess());
      int[] own = Arrays.copyOfRange(labels, from, to);
      return Losses.crossEntropy(model.classifier().logits(pixels), Tensors.of(own, own.length));
    }
  }
}
