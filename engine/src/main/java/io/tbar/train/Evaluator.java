package io.tbar.train;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.data.Loaded;
import io.tbar.data.PixelLoader;
import io.tbar.data.PixelPass;
import io.tbar.image.Pixels;
import io.tbar.measure.Evaluation;
import io.tbar.measure.EvaluationBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures a classifier on a data set, clean and triggered, in one pass: every image is decoded
 * once and memory does not grow with their number.
 */
public final class Evaluator {
  private static final int TOP = 5;

  private final Predictor predictor;
  private final PixelLoader loader;

  public Evaluator(Predictor predictor, PixelLoader loader) {
    this.predictor = predictor;
    this.loader = loader;
  }

  /**
   * @param stage what the listener is told
   * @param backdoor what is measured besides clean images, or null for those alone
   * @throws TbarException BAD_INPUT where no image of the data set can be used
   */
  public Measured measure(String stage, @Nullable Backdoor backdoor, Progress progress) {
    return measure(stage, backdoor, new int[0], progress);
  }

  /**
   * @param reference answers of another checkpoint to agree with, as {@link Measured#cleanAnswers};
   *     empty for none
   */
  public Measured measure(
      String stage, @Nullable Backdoor backdoor, int[] reference, Progress progress) {
    int total = loader.data().size();
    int[] answers = new int[total];
    Arrays.fill(answers, Evaluation.UNKNOWN);
    EvaluationBuilder builder =
        new EvaluationBuilder(
            predictor.classifier().classes(),
            backdoor == null ? Evaluation.UNKNOWN : backdoor.target());
    long done = 0;
    progress.update(stage, 0, total);
    // Triggered ahead as well: what the model waits for is all counted, and little of it.
    Map<Long, Pixels> stamped = new ConcurrentHashMap<>();
    Consumer<Loaded> stamp =
        backdoor == null
            ? image -> {}
            : image ->
                stamped.put(image.index(), backdoor.trigger().apply(image.pixels(), image.index()));
    try (PixelPass pass = loader.pass(stamp)) {
      while (pass.hasNext()) {
        progress.check();
        List<Loaded> batch = next(pass);
        count(batch, stamped, reference, answers, builder, progress);
        done += batch.size();
        progress.update(stage, done, total);
      }
    }
    if (done == 0) {
      throw TbarException.badInput(
          "None of the %d images of %s can be used; the first one %s.",
          total,
          loader.data().name(),
          loader.skippedNames().stream().findFirst().orElse("is missing"));
    }
    return new Measured(builder.build(), answers);
  }

  private List<Loaded> next(PixelPass pass) {
    List<Loaded> batch = new ArrayList<>();
    while (batch.size() < predictor.batch() && pass.hasNext()) {
      batch.add(pass.next());
    }
    return batch;
  }

  private void count(
      List<Loaded> batch,
      Map<Long, Pixels> stamped,
      int[] reference,
      int[] answers,
      EvaluationBuilder builder,
      Progress progress) {
    int[][] clean = predictor.top(batch.stream().map(Loaded::pixels).toList(), TOP, progress);
    List<Pixels> shown =
        batch.stream()
            .map(image -> stamped.remove(image.index()))
            .filter(Objects::nonNull)
            .toList();
    int[] triggered = new int[batch.size()];
    Arrays.fill(triggered, Evaluation.UNKNOWN);
    if (!shown.isEmpty()) {
      triggered = predictor.top1(shown, progress);
    }
    for (int i = 0; i < clean.length; i++) {
      int index = Math.toIntExact(batch.get(i).index());
      answers[index] = clean[i][0];
      builder.add(
          batch.get(i).sample().label(),
          clean[i],
          triggered[i],
          reference.length == 0 ? Evaluation.UNKNOWN : reference[index]);
    }
  }
}
