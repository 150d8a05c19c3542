package io.tbar.invert;

import io.tbar.base.Json;
import io.tbar.base.Progress;
import io.tbar.base.Sha256;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import io.tbar.measure.Statistic;
import io.tbar.measure.Statistic.Suspicion;
import io.tbar.train.ZeroShotModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** One scan from its images to its findings. */
final class Session implements AutoCloseable {
  private static final String VERSION = "scan/1";
  private static final int MOST_LABELS = 12;
  private static final int SHOWN = 5;

  private final ZeroShotModel model;
  private final ScanOptions options;
  private final Progress progress;
  private final Pictures search;
  private final Pictures heldOut;
  private final Tower tower;
  private final Probe probe;
  private final String configuration;
  private final long began = System.nanoTime();

  Session(ZeroShotModel model, List<Pixels> images, ScanOptions options, Progress progress) {
    this.model = model;
    this.options = options;
    this.progress = progress;
    int[] order = Split.order(images.size(), options.seed(), "scan-split");
    int half = images.size() / 2;
    search = new Pictures(pick(images, order, 0, half));
    heldOut = new Pictures(pick(images, order, half, images.size()));
    tower = new Tower(model.clip(), model.classifier().head());
    configuration = configuration(model, images, options);
    probe = new Probe(tower, model.predictor().batch(), heldOut);
  }

  Findings run() {
    List<Integer> labels = labels();
    ClassSearch classes =
        new ClassSearch(tower, search, heldOut, probe, options, model.predictor().batch());
    List<ClassSearch.Result> results = new ArrayList<>();
    List<String> notDone = new ArrayList<>();
    for (Perturbation family : Families.all(model.imageSize())) {
      if (outOfTime()) {
        notDone.add("The family " + family.family() + " was not tried: the time was up.");
        continue;
      }
      results.add(classes.run(family, labels, progress));
    }
    return findings(results, notDone);
  }

  private boolean outOfTime() {
    return options.maxTime() != null && System.nanoTime() - began >= options.maxTime().toNanos();
  }

  /** All labels, or of many those that the model gives most often. */
  private List<Integer> labels() {
    int classes = tower.classes();
    if (classes <= MOST_LABELS) {
      return IntStream.range(0, classes).boxed().toList();
    }
    long[] counts = new long[classes];
    for (int answer : probe.clean()) {
      counts[answer]++;
    }
    return IntStream.range(0, classes)
        .boxed()
        .sorted(Comparator.comparingLong((Integer c) -> -counts[c]))
        .limit(MOST_LABELS)
        .sorted()
        .toList();
  }

  private Findings findings(List<ClassSearch.Result> results, List<String> notDone) {
    List<Statistic> statistics = new ArrayList<>();
    results.forEach(r -> statistics.addAll(statistics(r)));
    List<InvertedTrigger> triggers =
        results.stream()
            .map(ClassSearch.Result::best)
            .sorted(
                Comparator.comparing((InvertedTrigger t) -> !t.usable())
                    .thenComparingDouble(InvertedTrigger::change))
            .toList();
    InvertedTrigger first = triggers.isEmpty() ? null : triggers.get(0);
    InvertedTrigger chosen = first != null && first.usable() ? first : null;
    List<Candidate> all = first == null ? List.of() : candidates(first);
    return new Findings(
        statistics,
        triggers,
        chosen,
        reason(chosen, triggers),
        Labels.byIncrease(all, SHOWN),
        Labels.byAlignment(all, SHOWN),
        results.stream().map(ClassSearch.Result::curve).toList(),
        tower.passes(),
        notDone,
        configuration);
  }

  private static List<Statistic> statistics(ClassSearch.Result result) {
    double[] sorted = result.effects().clone();
    Arrays.sort(sorted);
    double best = sorted[sorted.length - 1];
    double second = sorted.length > 1 ? sorted[sorted.length - 2] : 0;
    String family = result.family().family();
    return List.of(
        new Statistic(
            family + ".effect",
            best,
            false,
            Suspicion.HIGH,
            "Largest share of held-out images that a perturbation of this family leads to one label"
                + " under the scan's budget."),
        new Statistic(
            family + ".lead",
            best - second,
            false,
            Suspicion.HIGH,
            "How far the label that is easiest to reach lies before the second one, as a difference"
                + " of held-out shares."));
  }

  private List<Candidate> candidates(InvertedTrigger trigger) {
    Probe.Answers answers = probe.with(trigger.trigger());
    try (Tensor mean = answers.mean()) {
      return new Labels(model.classes().names(), probe.clean(), probe.cleanMean())
          .all(answers.labels(), mean, model.classifier().head().weight());
    }
  }

  private static String reason(@Nullable InvertedTrigger chosen, List<InvertedTrigger> all) {
    if (chosen == null) {
      return "No usable trigger was found: none leads at least half of the held-out images to one"
          + " label.";
    }
    long usable = all.stream().filter(InvertedTrigger::usable).count();
    return String.format(
        Locale.ROOT,
        "%s changes the pictures least (%.3f of the range, root mean square) of the %d families"
            + " whose trigger is usable.",
        chosen.family(),
        chosen.change(),
        usable);
  }

  private static String configuration(
      ZeroShotModel model, List<Pixels> images, ScanOptions options) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", VERSION);
    all.put("seed", options.seed());
    all.put("budget", options.budget().name());
    all.put("classes", model.classes().names());
    all.put("templates", model.templates().prompts());
    all.put("images", images.stream().map(p -> Sha256.of(p.chw())).toList());
    return Sha256.of(Json.write(all).getBytes(StandardCharsets.UTF_8));
  }

  private static List<Pixels> pick(List<Pixels> images, int[] order, int from, int to) {
    return Arrays.stream(order, from, to).mapToObj(images::get).toList();
  }

  @Override
  public void close() {
    probe.close();
    tower.close();
    search.close();
    heldOut.close();
  }
}
