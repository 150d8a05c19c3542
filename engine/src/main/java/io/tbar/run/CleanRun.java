package io.tbar.run;

import io.tbar.base.Progress;
import io.tbar.data.ImageData;
import io.tbar.method.Cleaner;
import io.tbar.method.Cleaning;
import io.tbar.method.CleaningData;
import io.tbar.method.CleaningOptions;
import io.tbar.method.CurvePoint;
import io.tbar.method.Round;
import io.tbar.method.SearchResult;
import io.tbar.report.ModelCard;
import io.tbar.report.SampleView;
import io.tbar.result.CleaningRound;
import io.tbar.result.Interval;
import io.tbar.result.RunRecord;
import io.tbar.result.RunRecorder;
import io.tbar.result.Status;
import io.tbar.train.Backdoor;
import io.tbar.train.ZeroShotModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes a backdoor whose trigger is known and leaves a folder: the cleaned checkpoint, the
 * trigger vector, the record, the report. Without a feasible coefficient the folder holds record
 * and report alone.
 */
public final class CleanRun {
  private CleanRun() {}

  /**
   * @param images where the forget set comes from, labelled or not
   * @param validation what the coefficient is chosen on, or null for a part of {@code images}
   * @param test what before and after are measured on, or null for a part of {@code images}
   * @param out folder, which must not exist unless {@code force}
   */
  public static RunRecord run(
      Subject.Named named,
      String images,
      @Nullable String validation,
      @Nullable String test,
      CleaningOptions options,
      Path out,
      boolean force,
      Progress progress) {
    try (Subject subject = Subject.open("clean", named)) {
      Backdoor backdoor = subject.requireBackdoor();
      CleaningData data =
          CleaningData.draw(
              subject.data(images), open(subject, validation), open(subject, test), options);
      RunRecord[] result = new RunRecord[1];
      ResultFolder.write(
          out,
          force,
          folder -> {
            ZeroShotModel model = subject.model();
            Gallery gallery =
                new Gallery(model, backdoor, data.test(), options.seed(), options.loading());
            Path checkpoint = ResultFolder.checkpoint(folder, model.checkpoint());
            Path vector = folder.resolve(ResultFolder.VECTOR);
            Cleaning cleaning =
                new Cleaner(model, backdoor, options).clean(data, checkpoint, vector, progress);
            List<SampleView> samples = samples(gallery, model, cleaning, checkpoint);
            ResultFolder.flatten(folder);
            RunRecord run = record(subject, cleaning, options, folder);
            if (cleaning.cleaned()) {
              ResultFolder.describe(folder, run, ModelCard.cleaned(run, subject.base()), samples);
            } else {
              ResultFolder.describe(folder, run, samples);
            }
            result[0] = run;
          });
      return result[0];
    }
  }

  private static @Nullable ImageData open(Subject subject, @Nullable String data) {
    return data == null ? null : subject.data(data);
  }

  private static List<SampleView> samples(
      Gallery gallery, ZeroShotModel model, Cleaning cleaning, Path checkpoint) {
    if (!cleaning.cleaned()) {
      return gallery.views(null);
    }
    try (ZeroShotModel cleaned = model.openLike(checkpoint)) {
      return gallery.views(cleaned);
    }
  }

  private static RunRecord record(
      Subject subject, Cleaning cleaning, CleaningOptions options, Path folder) {
    RunRecorder recorder = subject.recorder();
    subject.used("forget set", cleaning.data().forget());
    subject.used("validation images", cleaning.data().validation());
    subject.used("test images", cleaning.data().test());
    recorder
        .setting("estimator", options.estimator().name())
        .setting("rounds", options.rounds())
        .setting("keep", options.search().keep())
        .setting("maxAlpha", options.search().maxAlpha())
        .seed("all streams", options.seed())
        .cleaning(cleaning(subject, cleaning, options))
        .measures(RunRecord.BEFORE, subject.scores(cleaning.before()))
        .dataWaitShare(cleaning.waitShare())
        .skipped(cleaning.skipped().size(), cleaning.skipped())
        .note(cleaning.search().reason());
    for (Round round : cleaning.rounds()) {
      recorder.curve(Curves.loss("estimating, round " + round.number(), round.training().losses()));
    }
    if (cleaning.after() != null) {
      recorder.measures(RunRecord.AFTER, subject.scores(cleaning.after()));
    }
    if (cleaning.written() != null) {
      cleaning
          .written()
          .files()
          .forEach((name, sha) -> recorder.output(PoisonRun.weights(folder, name, sha)));
      recorder.output(Subject.file("trigger vector", folder.resolve(ResultFolder.VECTOR)));
    }
    return recorder.finish(cleaning.cleaned() ? Status.CLEANED : Status.NO_FEASIBLE_ALPHA);
  }

  private static io.tbar.result.Cleaning cleaning(
      Subject subject, Cleaning cleaning, CleaningOptions options) {
    SearchResult search = cleaning.search();
    CurvePoint chosen = search.answer().orElse(null);
    boolean labelled = cleaning.data().validation().labelled();
    List<CleaningRound> rounds = new ArrayList<>();
    int last = cleaning.rounds().size();
    for (Round round : cleaning.rounds()) {
      boolean decides = round.number() == last;
      rounds.add(
          new CleaningRound(
              round.number(),
              decides
                  ? Curves.alpha(search.curve(), options.search(), subject.model().classes())
                  : List.of(),
              decides ? (chosen == null ? null : (Double) chosen.alpha()) : (Double) round.step(),
              decides
                  ? search.reason()
                  : "A step of the estimate; the coefficient is searched once, along the sum.",
              chosen == null || !decides
                  ? null
                  : new Interval(search.stableFrom(), search.stableTo()),
              round.vectorNorm(),
              decides ? search.passes() : 0));
    }
    return new io.tbar.result.Cleaning(
        "tbar",
        options.estimator().name(),
        options.estimator().settings(),
        cleaning.data().forget().size(),
        labelled ? "clean accuracy" : "agreement",
        options.search().keep(),
        search.base().clean(),
        rounds,
        chosen == null ? null : (Integer) last,
        chosen == null ? null : (Double) chosen.alpha(),
        cleaning.vectorDigest());
  }
}
