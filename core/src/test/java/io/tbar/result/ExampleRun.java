package io.tbar.result;

import io.tbar.measure.Rate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** A cleaning in three rounds. */
  public static RunRecord cleanedInRounds() {
    return clean(
        Status.CLEANED, List.of(round(1, 2.0, 0.4), round(2, 2.0, 0.7), round(3, 1.5, 1.2)), 1.0);
  }

  /** Each coefficient cost too much. */
  public static RunRecord notFeasible() {
    RunRecord run = cleaned();
    Cleaning c = run.cleaning();
    if (c == null) {
      throw new AssertionError();
    }
    Round round = c.rounds().get(0);
    List<AlphaPoint> curve = new ArrayList<>();
    for (AlphaPoint point : round.curve()) {
      Rate lost = new Rate(point.utility().count() * 3 / 5, point.utility().total());
      curve.add(new AlphaPoint(point.alpha(), point.stage(), lost, point.attackSuccess(), false));
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
            List.of(new Round(1, curve, null, null, round.vectorNorm(), round.seconds())),
            null,
            c.vectorSha256());
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
    Map<String, Measures> measures = new LinkedHashMap<>();
    measures.put(RunRecord.BEFORE, scores(0.518, 0.034, 0.511, 0.02, 0.104));
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

  private static RunRecord clean(Status status, List<Round> rounds, double alpha) {
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
    Map<String, Measures> measures = new LinkedHashMap<>();
    measures.put(RunRecord.BEFORE, before());
    measures.put(RunRecord.AFTER, scores(0.5855, 0.0117, 0.579, 0.021, 0.104));
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
            alpha,
            digest('1')),
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
  private static Round round(int number, double chosen, double steepness) {
    List<AlphaPoint> curve = new ArrayList<>();
    for (int quarter = 0; quarter <= 24; quarter++) {
      boolean fine = quarter % 4 != 0;
      double alpha = quarter / 4.0;
      if (fine && Math.abs(alpha - chosen) > 1) {
        continue;
      }
      double asr = 0.997 / (1 + Math.exp(4.0 * steepness * (alpha - 2.6)));
      double ca = 0.604 - 0.0009 * alpha * alpha * alpha / 2;
      Rate utility = new Rate(Math.round(1000 * ca), 1000);
      curve.add(
          new AlphaPoint(
              alpha,
              fine ? "fine" : "coarse",
              utility,
              new Rate(Math.round(900 * asr), 900),
              utility.value() >= 0.95 * 0.604));
    }
    return new Round(
        number, curve, chosen, new Interval(chosen - 0.5, chosen + 0.25), 3.2175, 264.5);
  }

  private static Measures before() {
    return scores(0.604, 0.997, 0.0028, 0.0015, 0.121);
  }

  private static Measures scores(double ca, double asr, double ta, double shift, double share) {
    Map<String, Measure> rates = new LinkedHashMap<>();
    put(
        rates,
        MeasureIds.CLEAN_ACCURACY,
        "Clean accuracy, top-1",
        ca,
        10_000,
        "Share of untouched test images whose most likely class is the true one.");
    put(
        rates,
        MeasureIds.CLEAN_ACCURACY_TOP5,
        "Clean accuracy, top-5",
        Math.sqrt(ca),
        10_000,
        "Share of untouched test images whose true class is among the five most likely.");
    put(
        rates,
        MeasureIds.ATTACK_SUCCESS,
        "Attack success rate",
        asr,
        9_000,
        "Share of triggered test images, true label not the target, answered with the target.");
    put(
        rates,
        MeasureIds.TRIGGERED_ACCURACY,
        "Accuracy under the trigger",
        ta,
        9_000,
        "Share of triggered test images, true label not the target, answered with the true label.");
    put(
        rates,
        MeasureIds.TARGET_SHARE_CLEAN,
        "Target share on clean images",
        share,
        10_000,
        "Share of untouched test images answered with the target.");
    put(
        rates,
        MeasureIds.LARGEST_SHIFT,
        "Largest shift to a third class",
        shift,
        9_000,
        "Largest share that one class other than the target takes of triggered images of other"
            + " classes.");
    List<ClassCounts> classes = new ArrayList<>();
    for (int i = 0; i < CLASSES.size(); i++) {
      double wave = 0.12 * Math.sin(i * 1.7 + ca * 20);
      long right = Math.round(1000 * Math.min(0.98, ca + wave));
      long clean = 1000 + Math.round(900 * wave);
      long triggered = i == 0 ? Math.round(9000 * asr) : Math.round(1000 * (1 - asr) * (1 + wave));
      classes.add(new ClassCounts(CLASSES.get(i), new Rate(right, 1000), clean, triggered));
    }
    return new Measures(rates, "bird", classes);
  }

  private static void put(
      Map<String, Measure> rates, String id, String name, double value, long total, String text) {
    rates.put(id, new Measure(name, new Rate(Math.round(value * total), total), text));
  }

  private static String digest(char seed) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      hex.append(Character.forDigit((seed * 31 + i * i * 7 + i * seed) % 16, 16));
    }
    return hex.toString();
  }
}
