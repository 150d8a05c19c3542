package io.tbar.run;

import io.tbar.base.Progress;
import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.data.PixelLoader;
import io.tbar.result.RunRecord;
import io.tbar.result.Status;
import io.tbar.train.Evaluator;
import io.tbar.train.Measured;
import org.jspecify.annotations.Nullable;

/** Measures a checkpoint: clean accuracy, attack success rate and what goes with them. */
public final class EvalRun {
  private EvalRun() {}

  /**
   * @param data the images to measure on, labelled or not
   * @param reference another checkpoint whose clean answers to agree with, or null
   */
  public static RunRecord run(
      Subject.Named named,
      String data,
      Subject.@Nullable Named reference,
      LoadOptions loading,
      Progress progress) {
    try (Subject subject = Subject.open("eval", named)) {
      ImageData images = subject.data(data);
      if (reference == null && subject.backdoor() == null) {
        images.requireLabels();
      }
      subject.used("images", images);
      int[] answers = reference == null ? new int[0] : answers(reference, data, loading, progress);
      try (PixelLoader loader = new PixelLoader(images, subject.model().preprocess(), loading)) {
        Measured measured =
            new Evaluator(subject.model().predictor(), loader)
                .measure("measuring", subject.backdoor(), answers, progress);
        return subject
            .recorder()
            .measures(RunRecord.MODEL, subject.scores(measured.evaluation()))
            .skipped(loader.skipped(), loader.skippedNames())
            .dataWaitShare(loader.waitShare())
            .finish(Status.MEASURED);
      }
    }
  }

  private static int[] answers(
      Subject.Named reference, String data, LoadOptions loading, Progress progress) {
    try (Subject subject = Subject.open("eval", reference);
        PixelLoader loader =
            new PixelLoader(subject.data(data), subject.model().preprocess(), loading)) {
      return new Evaluator(subject.model().predictor(), loader)
          .measure("measuring the reference", null, progress)
          .cleanAnswers();
    }
  }
}
