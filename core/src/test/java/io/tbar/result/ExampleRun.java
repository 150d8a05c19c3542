package io.tbar.result;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Excess;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.measure.Shift;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Made-up records: one with everything in it, and the smallest. */
public final class ExampleRun {
  public static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private static final Tool TOOL = new Tool("tbar", "0.1.0");
  private static final Machine MACHINE =
      new Machine("Linux 6.12", "amd64", "Eclipse Adoptium 17.0.14", 2);
  private static final EngineInfo ENGINE = new EngineInfo("libtorch", "2.10.0-1.5.13", "cpu", 2);

  private ExampleRun() {}

  /** A cleaning in one round that went well. */
  public static RunRecord cleaned() {
    return clean(Status.CLEANED, List.of(round(1, 4.5, 0.93)), 4.5);
  }

  /** The cleaning of {@link #cleaned}. */
  public static Cleaning cleaning() {
    return Objects.requireNonNull(cleaned().cleaning());
  }

  /** A cleaning in three rounds, of which the last decides. */
  public static RunRecord cleanedInRounds() {
    return clean(Status.CLEANED, List.of(step(1), step(2), round(3, 4.5, 0.93)), 4.5);
  }

  /** Each coefficient cost too much. */
  public static RunRecord notFeasible() {
    RunRecord run = cleaned();
    Cleaning c = cleaning();
    CleaningRound round = c.rounds().get(0);
    List<AlphaPoint> curve = new ArrayList<>();
    for (AlphaPoint p : round.curve()) {
      Rate lost = new Rate(p.utility().count() * 3 / 5, p.utility().total());
      curve.add(
          new AlphaPoint(
              p.alpha(),
              p.alpha() == 0 ? p.utility() : lost,
              p.alpha() == 0 ? 1 : p.kept() * 3 / 5,
              p.attackSuccess(),
              p.triggeredAccuracy(),
              p.thirdShare(),
              p.thirdClass(),
              false));
    }
    Cleaning refused =
        new Cleaning(
            c.method(),
            c.estimator(),
            c.settings(),
            c.forgetImages(),
            c.utility(),
            c.keep(),
            c.baseUtility(),
            List.of(
                new CleaningRound(
                    1,
                    curve,
                    null,
                    "No coefficient keeps 95 %.",
                    null,
                    round.vectorNorm(),
                    round.passes())),
            null,
            null,
            c.vectorSha256(),
            c.knows(),
            c.source());
    return new RunRecord(
        run.schemaVersion(),
        run.command(),
        Status.NO_FEASIBLE_ALPHA,
        "No coefficient kept 95 % of the clean accuracy; give more images with --val, or lower"
            + " --keep.",
        run.tool(),
        run.timing(),
        run.machine(),
        run.engine(),
        run.configuration(),
        run.seeds(),
        run.inputs(),
        run.outputs().subList(1, 2),
        run.attack(),
        null,
        refused,
        Map.of(RunRecord.BEFORE, before()),
        run.curves(),
        run.dataWaitShare(),
        run.warnings(),
        run.skippedImages());
  }

  /** An infected checkpoint was made. */
  public static RunRecord poisoned() {
    RunRecord run = cleaned();
    Map<String, Scores> measures = new LinkedHashMap<>();
    measures.put(RunRecord.BEFORE, scores(0.518, 0.034, 0.511, 0.104));
    measures.put(RunRecord.AFTER, before());
    return new RunRecord(
        run.schemaVersion(),
        "poison",
        Status.POISONED,
        null,
        run.tool(),
        run.timing(),
        run.machine(),
        run.engine(),
        Map.of("rate", 0.1),
        run.seeds(),
        run.inputs(),
        run.outputs().subList(0, 1),
        run.attack(),
        new Poisoning(0.1, new Rate(1000, 10000), 0.9),
        null,
        measures,
        run.curves(),
        run.dataWaitShare(),
        List.of(),
        new SkippedImages(0, List.of()));
  }

  /** Two triggers to one label, with cover samples. */
  public static RunRecord poisonedTwice() {
    RunRecord run = poisoned();
    Rate before = new Rate(306, 9000);
    Attack loud = Objects.requireNonNull(run.attack());
    Attack quiet = new Attack("sig", Map.of("delta", 60.0), null, "airplane");
    return new RunRecord(
        run.schemaVersion(),
        run.command(),
        run.status(),
        null,
        run.tool(),
        run.timing(),
        run.machine(),
        run.engine(),
        run.configuration(),
        run.seeds(),
        run.inputs(),
        run.outputs(),
        loud,
        new Poisoning(
            0.1,
            new Rate(1000, 10000),
            0.8,
            1000L,
            new Rate(500, 10000),
            false,
            List.of(
                new PoisonedTrigger(
                    loud,
                    0.75,
                    new Rate(750, 10000),
                    before,
                    new Rate(8973, 9000),
                    new Rate(270, 9000),
                    new Rate(25, 9000)),
                new PoisonedTrigger(
                    quiet,
                    0.25,
                    new Rate(250, 10000),
                    before,
                    new Rate(7800, 9000),
                    new Rate(270, 9000),
                    new Rate(900, 9000)))),
        null,
        run.measures(),
        run.curves(),
        run.dataWaitShare(),
        run.warnings(),
        run.skippedImages());
  }

  /** Nothing but what every record has. */
  public static RunRecord minimal() {
    return new RunRecord(
        RunRecord.SCHEMA_VERSION,
        "vector make",
        Status.DONE,
        null,
        TOOL,
        new Timing("2026-01-02T03:04:05Z", 0.25, null, null),
        MACHINE,
        null,
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        null,
        null,
        null,
        Map.of(),
        List.of(),
        null,
        List.of(),
        new SkippedImages(0, List.of()));
  }

  private static RunRecord clean(Status status, List<CleaningRound> rounds, double alpha) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("estimator", "anchored");
    configuration.put("lambda", 1.0);
    configuration.put("learning-rate", 1e-4);
    configuration.put("forget-images", 300);
    configuration.put("steps", 18);
    configuration.put("keep", 0.95);
    configuration.put("templates", "cifar-18");
    configuration.put("layers", List.of("image"));
    configuration.put("strict", false);
    Map<String, Long> seeds = new LinkedHashMap<>();
    seeds.put("forget set", 17L);
    seeds.put("split", 17L);
    seeds.put("batches", 4242424242L);
    Map<String, Object> trigger = new LinkedHashMap<>();
    trigger.put("size", 8);
    trigger.put("place", "bottom-right");
    Map<String, Scores> measures = new LinkedHashMap<>();
    measures.put(RunRecord.BEFORE, before());
    measures.put(RunRecord.AFTER, scores(0.5855, 0.0117, 0.579, 0.104));
    return new RunRecord(
        RunRecord.SCHEMA_VERSION,
        "clean",
        status,
        null,
        TOOL,
        new Timing("2026-01-02T03:04:05Z", 812.402, 1519.93, 1_811_939_328L),
        MACHINE,
        ENGINE,
        configuration,
        seeds,
        List.of(
            new FileRecord("model", "mini-clip-badnet", digest('a'), 161_480_000L, null),
            FileRecord.data("forget images", "cifar10-train", digest('b'), 300),
            FileRecord.data("search images", "cifar10-train", digest('c'), 1000),
            FileRecord.data("test images", "cifar10-test", digest('d'), 10_000),
            new FileRecord("classes", "cifar10.txt", digest('e'), 61L, 10L)),
        List.of(
            new FileRecord("cleaned model", "cleaned", digest('f'), 161_480_000L, null),
            new FileRecord("trigger vector", "vector.safetensors", digest('1'), 96_200_000L, null)),
        new Attack("badnet", trigger, digest('2'), "airplane"),
        null,
        new Cleaning(
            "tbar",
            "anchored",
            Map.of("lambda", 1.0f),
            300,
            "clean accuracy",
            0.95,
            new Rate(604, 1000),
            rounds,
            rounds.size(),
            alpha,
            digest('1'),
            List.of("the trigger", "the target label", "clean images"),
            "arXiv 2510.14845"),
        measures,
        List.of(loss()),
        0.031,
        List.of("2 images of cifar10-train are also in cifar10-test and were left out."),
        new SkippedImages(1, List.of("train-00017.png: ends in the middle of a row")));
  }

  private static Series loss() {
    List<Series.Point> points = new ArrayList<>();
    for (int step = 1; step <= 18; step++) {
      points.add(new Series.Point(step, 2.1 * Math.exp(-step / 5.0) + 0.11));
    }
    return new Series("Loss while the trigger vector was estimated", "step", "loss", points);
  }

  /** Clean accuracy falls slowly, attack success at once somewhere. */
  private static CleaningRound round(int number, double chosen, double steepness) {
    List<AlphaPoint> curve = new ArrayList<>();
    for (int eighth = 0; eighth <= 64; eighth++) {
      double alpha = eighth / 8.0;
      boolean doubled = eighth == 0 || Integer.bitCount(eighth) == 1 && eighth >= 8;
      boolean near = Math.abs(alpha - chosen) <= 1 && eighth % 2 == 0;
      if (doubled || near || alpha == 6) {
        curve.add(point(alpha, steepness));
      }
    }
    return new CleaningRound(
        number,
        curve,
        chosen,
        "Lowest attack success among the coefficients that keep 95 %; ties go to the smaller.",
        new Interval(chosen - 0.5, chosen + 0.25),
        3.2175,
        31_400);
  }

  private static CleaningRound step(int number) {
    return new CleaningRound(number, List.of(), 1.0, "A step on the way.", null, 2.75, 0);
  }

  private static AlphaPoint point(double alpha, double steepness) {
    double asr = 0.997 / (1 + Math.exp(4.0 * steepness * (alpha - 2.6)));
    double ca = Math.max(0.1, 0.604 - 0.00025 * Math.pow(alpha, 3));
    long images = alpha > 6 ? 128 : 1000;
    Rate utility = new Rate(Math.round(images * ca), images);
    Rate base = new Rate(Math.round(images * 0.604), images);
    double kept = utility.value() / base.value();
    return new AlphaPoint(
        alpha,
        utility,
        kept,
        new Rate(Math.round(images * 0.9 * asr), images * 9 / 10),
        new Rate(Math.round(images * 0.9 * (1 - asr) * ca), images * 9 / 10),
        new Rate(Math.round(images * 0.02), images * 9 / 10),
        "bird",
        kept >= 0.95);
  }

  private static Scores before() {
    return scores(0.604, 0.997, 0.0028, 0.121);
  }

  private static Scores scores(double ca, double asr, double ta, double share) {
    Map<Measure, Rate> rates = new EnumMap<>(Measure.class);
    rates.put(Measure.CLEAN_TOP1, rate(ca, 10_000));
    rates.put(Measure.CLEAN_TOP5, rate(Math.sqrt(Math.sqrt(ca)), 10_000));
    rates.put(Measure.ATTACK_SUCCESS, rate(asr, 9_000));
    rates.put(Measure.ATTACK_SUCCESS_BY_REFERENCE, rate(asr, 8_950));
    rates.put(Measure.ATTACK_SUCCESS_ALL, rate(asr + (1 - asr) * 0.1, 10_000));
    rates.put(Measure.TARGET_SHARE_CLEAN, rate(share / 4, 9_000));
    rates.put(Measure.TARGET_SHARE_CLEAN_ALL, rate(share, 10_000));
    rates.put(Measure.TRIGGERED_ACCURACY, rate(ta, 9_000));
    rates.put(Measure.TRIGGERED_ACCURACY_ALL, rate(ta, 10_000));
    rates.put(Measure.OWN_ANSWERS_BACK, rate(ta * 1.5, 9_000));
    List<Rate> perClass = new ArrayList<>();
    List<Long> clean = new ArrayList<>();
    List<Long> triggered = new ArrayList<>();
    for (int i = 0; i < CLASSES.size(); i++) {
      double wave = 0.12 * Math.sin(i * 1.7 + ca * 20);
      perClass.add(rate(Math.min(0.98, ca + wave), 1000));
      clean.add(1000 + Math.round(900 * wave));
      triggered.add(i == 0 ? Math.round(9000 * asr) : Math.round(1000 * (1 - asr) * (1 + wave)));
    }
    Shift shift = new Shift(2, rate(0.0213, 9_000), rate(0.0187, 9_000));
    return new Scores(
        new Evaluation(
            10_000,
            10_000,
            0,
            rates,
            perClass,
            clean,
            triggered,
            shift,
            excess(rate(asr, 9_000).count(), rate(share / 4, 9_000).count())),
        CLASSES);
  }

  private static Excess excess(long triggered, long clean) {
    long both = Math.max(triggered + clean - 9_000, Math.min(triggered, clean) / 2);
    return new Excess(both, triggered - both, clean - both, 9_000 + both - triggered - clean);
  }

  private static Rate rate(double value, long total) {
    return new Rate(Math.round(value * total), total);
  }

  private static String digest(char seed) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      hex.append(Character.forDigit((seed * 31 + i * i * 7 + i * seed) % 16, 16));
    }
    return hex.toString();
  }
}
