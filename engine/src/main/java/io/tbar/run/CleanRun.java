package io.tbar.run;

import io.tbar.base.Progress;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.data.ImageData;
import io.tbar.data.Overlap;
import io.tbar.defence.Defence;
import io.tbar.defence.Defended;
import io.tbar.defence.Knowledge;
import io.tbar.defence.Suspect;
import io.tbar.measure.Rate;
import io.tbar.method.Cleaning;
import io.tbar.method.CleaningData;
import io.tbar.method.CleaningOptions;
import io.tbar.method.CurvePoint;
import io.tbar.method.Round;
import io.tbar.method.SearchResult;
import io.tbar.report.ModelCard;
import io.tbar.report.ProxyView;
import io.tbar.report.SampleView;
import io.tbar.result.CleaningRound;
import io.tbar.result.Interval;
import io.tbar.result.Removed;
import io.tbar.result.RunRecord;
import io.tbar.result.RunRecorder;
import io.tbar.result.Status;
import io.tbar.train.Backdoor;
import io.tbar.train.ZeroShotModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Removes a backdoor by any method and leaves a folder: the cleaned checkpoint, the trigger vector
 * where there is one, the record, the report. Without an answer the folder holds record and report
 * alone.
 */
public final class CleanRun {
  /** Attack success rate from which on there was something to remove. */
  private static final double TOOK = 0.5;

  /**
   * What the defender has.
   *
   * @param images where the method's images come from, labelled or not
   * @param validation what a method decides on, or null for a part of {@code images}
   * @param test what before and after are measured on, or null for a part of {@code images}
   * @param pairs image–caption pairs, or null for the method's images
   * @param base clean checkpoint that the suspect was trained from, or null
   */
  public record Inputs(
      String images,
      @Nullable String validation,
      @Nullable String test,
      @Nullable String pairs,
      @Nullable Path base) {}

  /**
   * How the backdoor is removed.
   *
   * @param options sizes of the sets, seed, loading, and the share of accuracy to keep
   * @param judge of a cleaning of what an audit inferred, or null where the backdoor was told
   */
  public record Plan(Defence defence, CleaningOptions options, @Nullable ProxyJudge judge) {
    /** The removal of a backdoor that is known. */
    public Plan(Defence defence, CleaningOptions options) {
      this(defence, options, null);
    }
  }

  private CleanRun() {}

  /**
   * Removes a backdoor by a method whose defaults follow the architecture.
   *
   * @param plan asked before libtorch is loaded
   * @param out folder, which must not exist unless {@code force}
   * @throws io.tbar.base.TbarException BAD_INPUT where the method is not given what it needs
   */
  public static RunRecord run(
      Subject.Named named,
      Inputs inputs,
      Function<ClipConfig, Plan> plan,
      Path out,
      boolean force,
      Progress progress) {
    return run(named, inputs, plan.apply(config(named)), out, force, progress);
  }

  private static ClipConfig config(Subject.Named named) {
    try (Checkpoint checkpoint = Checkpoint.open(named.model(), named.config())) {
      return checkpoint.config();
    }
  }

  private static RunRecord run(
      Subject.Named named, Inputs inputs, Plan plan, Path out, boolean force, Progress progress) {
    Defence defence = plan.defence();
    CleaningOptions options = plan.options();
    try (Subject subject = Subject.open("clean", named)) {
      Backdoor backdoor = subject.requireBackdoor();
      CleaningData data =
          CleaningData.draw(
              subject.data(inputs.images()),
              open(subject, inputs.validation()),
              open(subject, inputs.test()),
              options);
      ImageData pairs = inputs.pairs() == null ? null : PairSets.pairs(subject, inputs.pairs());
      if (pairs != null) {
        Overlap.refuse("pairs", pairs, "test images", data.test());
      }
      ZeroShotModel model = subject.model();
      Suspect suspect =
          new Suspect(
              model, backdoor, data, pairs, inputs.base(), options.seed(), options.loading());
      defence.method().require(suspect.given());
      if (plan.judge() != null) {
        plan.judge().check(model);
      }
      String control = plan.judge() == null ? null : plan.judge().control();
      if (control != null) {
        subject
            .recorder()
            .setting(RunRecord.CONTROL, control)
            .warning(
                "This was a control ("
                    + control
                    + " in the place of what the audit inferred), no cleaning: do not use the"
                    + " checkpoint.");
      }
      RunRecord[] result = new RunRecord[1];
      ResultFolder.write(
          out,
          force,
          folder -> {
            result[0] = into(subject, suspect, plan, folder, progress);
          });
      return result[0];
    }
  }

  /** Cleans and fills a folder. */
  static RunRecord into(Subject subject, Suspect suspect, Plan plan, Path folder, Progress progress)
      throws IOException {
    Defence defence = plan.defence();
    CleaningOptions options = plan.options();
    ZeroShotModel model = suspect.model();
    Backdoor backdoor = suspect.backdoor();
    CleaningData data = suspect.data();
    Gallery gallery = new Gallery(model, backdoor, data.test(), options.seed(), options.loading());
    Path checkpoint = ResultFolder.checkpoint(folder, model.checkpoint());
    Path vector = folder.resolve(ResultFolder.VECTOR);
    Defended defended = defence.clean(suspect, checkpoint, vector, progress);
    List<SampleView> samples = samples(gallery, model, defended, checkpoint);
    ResultFolder.flatten(folder);
    Status status =
        defended.written() == null
            ? Status.NO_FEASIBLE_ALPHA
            : Removed.of(defended.before(), defended.after());
    RunRecord run = record(subject, suspect, defence, defended, options, folder, status);
    ProxyView proxy =
        plan.judge() == null
            ? null
            : plan.judge()
                .judge(
                    folder,
                    model.checkpoint().isFolder() ? folder : checkpoint,
                    run,
                    defended.search(),
                    progress);
    if (plan.judge() != null && !plan.judge().judged().removed() && status == Status.CLEANED) {
      // The inverted trigger alone is gone before the attacker's is.
      run = subject.recorder().finish(Status.WEAKENED);
    }
    String card = defended.written() == null ? null : ModelCard.cleaned(run, subject.base(), proxy);
    ResultFolder.describe(folder, run, card, samples, proxy);
    return run;
  }

  private static @Nullable ImageData open(Subject subject, @Nullable String data) {
    return data == null ? null : subject.data(data);
  }

  private static List<SampleView> samples(
      Gallery gallery, ZeroShotModel model, Defended defended, Path checkpoint) {
    if (defended.written() == null) {
      return gallery.views(null);
    }
    try (ZeroShotModel cleaned = model.openLike(checkpoint)) {
      return gallery.views(cleaned);
    }
  }

  private static RunRecord record(
      Subject subject,
      Suspect suspect,
      Defence defence,
      Defended defended,
      CleaningOptions options,
      Path folder,
      Status status) {
    RunRecorder recorder = subject.recorder();
    boolean tbar = defended.search() != null;
    subject.used(tbar ? "forget set" : "images of the method", suspect.data().forget());
    subject.used("validation images", suspect.data().validation());
    subject.used("test images", suspect.data().test());
    if (suspect.pairs() != suspect.data().forget()) {
      subject.used("pairs", suspect.pairs());
    }
    recorder.setting("method", defence.method().name());
    if (suspect.base() != null) {
      recorder.setting("base", suspect.base());
    }
    if (tbar) {
      recorder
          .setting("estimator", options.estimator().name())
          .setting("rounds", options.rounds())
          .setting("maxAlpha", options.search().maxAlpha())
          .setting("rule", options.search().rule().text())
          .setting("furthest", options.search().furthest())
          .setting("tie", options.search().tie())
          .setting("first", options.search().first());
    }
    recorder
        .setting("keep", options.search().keep())
        .seed("all streams", options.seed())
        .cleaning(cleaning(subject, suspect, defence, defended, options))
        .measures(RunRecord.BEFORE, subject.scores(defended.before()))
        .dataWaitShare(defended.waitShare())
        .skipped(defended.skipped().size(), defended.skipped())
        .note(defended.reason());
    defended.curves().forEach(curve -> recorder.curve(Curves.of(curve)));
    if (defended.after() != null) {
      recorder.measures(RunRecord.AFTER, subject.scores(defended.after()));
      stays(defended.before().attackSuccess(), defended.after().attackSuccess())
          .ifPresent(recorder::warning);
    }
    if (defended.written() != null) {
      defended
          .written()
          .files()
          .forEach((name, sha) -> recorder.output(PoisonRun.weights(folder, name, sha)));
      if (tbar) {
        recorder.output(Subject.file("trigger vector", folder.resolve(ResultFolder.VECTOR)));
      }
    }
    return recorder.finish(status);
  }

  /** A written checkpoint is not yet a clean one: what to say of a trigger that stays. */
  static Optional<String> stays(Rate before, Rate left) {
    if (before.value() < TOOK || left.value() < before.value() / 2) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "The trigger still leads %,d of %,d test images (%.1f %%) to the target: weakened at"
                + " most, not removed.",
            left.count(),
            left.total(),
            100 * left.value()));
  }

  private static io.tbar.result.Cleaning cleaning(
      Subject subject,
      Suspect suspect,
      Defence defence,
      Defended defended,
      CleaningOptions options) {
    Cleaning tbar = defended.search();
    CurvePoint chosen = tbar == null ? null : tbar.search().answer().orElse(null);
    return new io.tbar.result.Cleaning(
        defence.method().name(),
        tbar == null ? "none" : options.estimator().name(),
        defence.settings(),
        defended.samples(),
        suspect.data().validation().labelled() ? "clean accuracy" : "agreement",
        options.search().keep(),
        tbar == null ? defended.before().utility() : tbar.search().base().clean(),
        tbar == null ? List.of() : rounds(subject, tbar, options),
        tbar == null || chosen == null ? null : (Integer) tbar.rounds().size(),
        chosen == null ? null : (Double) chosen.alpha(),
        tbar == null ? null : tbar.vectorDigest(),
        defence.method().inOrder().stream().map(Knowledge::text).toList(),
        defence.method().source());
  }

  private static List<CleaningRound> rounds(
      Subject subject, Cleaning cleaning, CleaningOptions options) {
    SearchResult search = cleaning.search();
    CurvePoint chosen = search.answer().orElse(null);
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
    return rounds;
  }
}
