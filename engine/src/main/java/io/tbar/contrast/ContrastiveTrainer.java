package io.tbar.contrast;

import io.tbar.base.Progress;
import io.tbar.checkpoint.CanonicalTensors;
import io.tbar.clip.Clip;
import io.tbar.text.Tokenizer;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.train.AdamW;
import io.tbar.train.BatchFeed;
import io.tbar.train.Milestones;
import io.tbar.train.Recipe;
import io.tbar.train.TrainingLoop;
import io.tbar.train.TrainingReport;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Trains the towers of a CLIP on image–caption pairs, in batches of any size and the memory of a
 * chunk. The logit scale is held in [0, ln 100] after every step, never in the forward pass (CLIP
 * paper, section 2.5). Norms, biases, the scale and other tensors of fewer than two axes do not
 * decay; CleanCLIP's code decides by parts of names and so decays the class embedding, too.
 */
public final class ContrastiveTrainer {
  private static final double MAX_LOGIT_SCALE = Math.log(100);

  /**
   * How a training runs, apart from its recipe.
   *
   * @param chunk rows of a tower's graph that are held at a time, at least 1
   * @param settings of AdamW
   * @param rates from the number of steps to the learning rate of each
   * @param state where the training is kept, or null
   */
  public record Plan(
      int chunk,
      AdamW.Settings settings,
      IntFunction<IntToDoubleFunction> rates,
      @Nullable TrainingState state) {
    /** The recipe's own optimiser and cosine. */
    public static Plan of(Recipe recipe, int chunk, @Nullable TrainingState state) {
      return new Plan(
          chunk, TrainingLoop.settings(recipe), steps -> TrainingLoop.rates(recipe, steps), state);
    }
  }

  /** A batch with its texts as ids. */
  private record Ready(PairBatch batch, List<int[]> ids) {}

  private ContrastiveTrainer() {}

  /**
   * Trains in place; the same seed, data, chunk and threads give the same weights.
   *
   * @param stage what the listener is told
   * @param names canonical names of the tensors that move, but for running statistics
   */
  static TrainingReport train(
      String stage,
      Clip clip,
      Tokenizer tokenizer,
      Collection<String> names,
      PairStream pairs,
      Objective objective,
      Plan plan,
      Progress progress) {
    long start = System.nanoTime();
    Map<String, Tensor> trained =
        clip.weights()
            .train(names.stream().filter(name -> !CanonicalTensors.isStatistic(name)).toList());
    TrainingState state = plan.state();
    int done = state == null ? 0 : state.done();
    if (done > 0) {
      progress.note(
          "Going on after step " + done + " of " + pairs.steps() + ", where an earlier run ended.");
    }
    int length = clip.config().text().contextLength();
    try (objective;
        BatchFeed<Ready> feed =
            new BatchFeed<>(ready(pairs.from(done), objective, tokenizer, length))) {
      List<Double> losses =
          TrainingLoop.run(
              stage,
              trained,
              plan.settings(),
              plan.rates().apply(pairs.steps()),
              pairs.steps(),
              step -> backward(clip, feed.next(), objective, plan.chunk()),
              clamped(clip, state == null ? Milestones.NONE : state.milestones(trained)),
              progress);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new TrainingReport(
          losses,
          (long) pairs.steps() * pairs.batch(),
          seconds,
          Math.min(1, feed.waitedSeconds() / seconds));
    } finally {
      clip.weights().freeze();
    }
  }

  private static double backward(Clip clip, Ready ready, Objective objective, int chunk) {
    if (ready.batch().size() == 0) {
      return 0;
    }
    return GradientCache.backward(
        clip,
        new Embeddable(ready.batch().images(), ready.ids()),
        chunk,
        (images, texts) ->
            objective.loss(new Embedded(ready.batch(), ready.ids(), images, texts, clip.scale())));
  }

  private static Iterator<Ready> ready(
      Iterator<PairBatch> batches, Objective objective, Tokenizer tokenizer, int length) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public Ready next() {
        PairBatch batch = objective.prepare(batches.next());
        return new Ready(
            batch, batch.texts().stream().map(t -> tokenizer.encode(t, length)).toList());
      }
    };
  }

  private static Milestones clamped(Clip clip, Milestones then) {
    return new Milestones() {
      @Override
      public List<Double> start(AdamW optimiser) {
        return then.start(optimiser);
      }

      @Override
      public boolean after(AdamW optimiser, List<Double> losses) {
        limitScale(clip);
        return then.after(optimiser, losses);
      }
    };
  }

  private static void limitScale(Clip clip) {
    Inference.run(
        () -> {
          try (Scope s = new Scope()) {
            clip.weights()
                .get(Clip.LOGIT_SCALE)
                .clamp_(
                    new ScalarOptional(new Scalar(0.0)),
                    new ScalarOptional(new Scalar(MAX_LOGIT_SCALE)));
          }
        });
  }
}
