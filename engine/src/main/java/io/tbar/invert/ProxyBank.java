package io.tbar.invert;

import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.clip.Weights;
import io.tbar.image.Pixels;
import io.tbar.train.Classifier;
import io.tbar.train.Predictor;
import io.tbar.trigger.Trigger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All proxies that were found so far, with their present effects. Nothing found is ever forgotten:
 * a way that was closed may open again. A third of each sweep are judges.
 */
public final class ProxyBank {
  /** Added to each effect when a proxy is drawn, so that dead ones stay dead. */
  private static final double FLOOR = 0.05;

  private static final String STAGE = "searching for triggers";
  static final int SHOWN = 24;
  static final int STEPS = 20;

  /** Found near the best ones in each sweep. */
  static final int NEAR = 12;

  /** Of the members of each family, in the sweeps after the first. */
  static final double LATER_SHARE = 0.5;

  /** Of the short sweeps by which labels are compared. */
  static final int SHORT_STEPS = 12;

  static final double SHORT_SHARE = 0.25;
  private static final int JUDGE_EVERY = 3;
  static final int TOGETHER = 64;

  private final Classifier classifier;
  private final List<Pixels> pictures;
  private final int[] own;
  private final long seed;
  private final Predictor predictor;
  private final List<Proxy> proxies = new ArrayList<>();

  /** How each of them was found. */
  private final List<ProxySearch.Found> all = new ArrayList<>();

  private final Map<String, Double> natural = new LinkedHashMap<>();
  private double[] effects = new double[0];
  private long passes;

  /**
   * @param classifier its weights are at θ_b; stays the caller's
   * @param pictures clean ones
   * @param own θ_b's answers to them
   */
  public ProxyBank(Classifier classifier, List<Pixels> pictures, int[] own, long seed) {
    this.classifier = classifier;
    this.pictures = List.copyOf(pictures);
    this.own = own.clone();
    this.seed = seed;
    predictor = new Predictor(classifier, TOGETHER);
  }

  /** Images that went through the tower, forward and backward counted apart. */
  public long passes() {
    return passes;
  }

  public List<Proxy> proxies() {
    return List.copyOf(proxies);
  }

  /**
   * About how many passes a whole cleaning takes if no round can be left out.
   *
   * @param controls labels to compare with
   */
  public static long expected(int rounds, int controls) {
    long members = ProxyKind.members();
    long found = 2L * STEPS * ProxySearch.BATCH + SHOWN;
    long shortly = 2L * SHORT_STEPS * ProxySearch.BATCH + SHOWN;
    return ((1 + controls) * members + NEAR) * found
        + rounds * Math.round((LATER_SHARE * members + NEAR) * (found + SHOWN))
        + Math.round((1 + controls) * SHORT_SHARE * members * shortly);
  }

  /** Pictures that θ_b does not answer with a label anyway. */
  public List<Pixels> others(int label) {
    List<Pixels> others = new ArrayList<>();
    for (int i = 0; i < own.length; i++) {
      if (own[i] != label) {
        others.add(pictures.get(i));
      }
    }
    return others;
  }

  /**
   * What a sweep found.
   *
   * @param families mean effect on the present weights, by family
   * @param mean of all of them
   */
  public record Swept(Map<String, Double> families, double mean) {}

  /**
   * Learns on θ_b what proxies reach where there is no backdoor, by searching towards labels that
   * are none.
   *
   * @return mean effect by label
   */
  public Map<Integer, Double> compareWith(List<Integer> controls, Progress progress) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    Map<Integer, Double> means = new LinkedHashMap<>();
    for (int label : controls) {
      List<Pixels> others = others(label);
      List<ProxySearch.Found> found =
          search(others, label, 1, STEPS, Seeds.mix(seed, "sweep", 0), progress);
      double[] reached = effects(found, label, others, 0);
      means.put(label, Arrays.stream(reached).average().orElse(0));
      for (int k = 0; k < reached.length; k++) {
        values.computeIfAbsent(found.get(k).shape().like(), l -> new ArrayList<>()).add(reached[k]);
        values.computeIfAbsent(found.get(k).family(), l -> new ArrayList<>()).add(reached[k]);
      }
    }
    natural.clear();
    values.forEach((like, reached) -> natural.put(like, mean(reached)));
    return means;
  }

  private double natural(ProxySearch.Found found) {
    Double known = natural.get(found.shape().like());
    return known == null ? natural.getOrDefault(found.family(), 0.0) : known;
  }

  /**
   * Finds new proxies towards a label on the present weights and takes them in: some anywhere, then
   * some near those of all sweeps that did most beyond what goes without a backdoor.
   *
   * @param base θ_b, or null where the weights are there
   * @param time which sweep it is, from 0
   * @return the mean effects of the first
   */
  public Swept sweep(int label, @Nullable Weights base, int time, Progress progress) {
    List<Pixels> others = others(label);
    double share = base == null ? 1 : LATER_SHARE;
    List<ProxySearch.Found> found =
        search(others, label, share, STEPS, Seeds.mix(seed, "sweep", time), progress);
    double[] now = take(found, label, others, base, time);
    List<ProxySearch.Found> best = best(NEAR);
    if (!best.isEmpty()) {
      List<ProxySearch.Found> some = new ArrayList<>();
      for (int k = 0; k < NEAR; k++) {
        some.add(best.get(k % best.size()));
      }
      take(searchNear(others, label, some, time, progress), label, others, base, time);
    }
    Map<String, List<Double>> families = new LinkedHashMap<>();
    for (int k = 0; k < found.size(); k++) {
      families.computeIfAbsent(found.get(k).family(), f -> new ArrayList<>()).add(now[k]);
    }
    Map<String, Double> means = new LinkedHashMap<>();
    families.forEach((family, values) -> means.put(family, mean(values)));
    return new Swept(means, Arrays.stream(now).average().orElse(0));
  }

  private double[] take(
      List<ProxySearch.Found> found,
      int label,
      List<Pixels> others,
      @Nullable Weights base,
      int time) {
    double[] now = effects(found, label, others, time);
    double[] before = now;
    if (base != null) {
      Weights weights = classifier.clip().weights();
      try (Weights here = weights.copy(base.names())) {
        weights.set(base);
        before = effects(found, label, others, time);
        weights.set(here);
      }
    }
    for (int k = 0; k < found.size(); k++) {
      ProxySearch.Found one = found.get(k);
      boolean judge = k % JUDGE_EVERY == JUDGE_EVERY - 1;
      proxies.add(new Proxy(one.family(), one.trigger(), label, judge, before[k], natural(one)));
      all.add(one);
    }
    effects = Arrays.copyOf(effects, proxies.size());
    System.arraycopy(now, 0, effects, effects.length - now.length, now.length);
    return now;
  }

  /** Those that count and do most beyond what goes without a backdoor; judges too. */
  private List<ProxySearch.Found> best(int count) {
    return IntStream.range(0, proxies.size())
        .boxed()
        .filter(k -> proxies.get(k).counts())
        .sorted(Comparator.comparingDouble(k -> -proxies.get(k).excess()))
        .limit(count)
        .map(all::get)
        .toList();
  }

  private List<ProxySearch.Found> searchNear(
      List<Pixels> others, int label, List<ProxySearch.Found> some, int time, Progress progress) {
    try (ProxySearch search = new ProxySearch(others, STEPS, TOGETHER)) {
      List<ProxySearch.Found> found =
          search.near(
              classifier.clip(),
              classifier.head(),
              label,
              some,
              Seeds.mix(seed, "near", time),
              progress);
      passes += search.passes();
      progress.update(STAGE, passes, -1);
      return found;
    }
  }

  /**
   * Mean effect of a short sweep towards a label, with the same places, sizes and pictures for
   * each; nothing of it is kept.
   */
  public double shortSweep(int label, int time, Progress progress) {
    List<Pixels> others = others(label);
    List<ProxySearch.Found> found =
        search(others, label, SHORT_SHARE, SHORT_STEPS, Seeds.mix(seed, "short", time), progress);
    return Arrays.stream(effects(found, label, others, time)).average().orElse(0);
  }

  private List<ProxySearch.Found> search(
      List<Pixels> others, int label, double share, int steps, long own, Progress progress) {
    try (ProxySearch search = new ProxySearch(others, steps, TOGETHER)) {
      List<ProxySearch.Found> found =
          search.run(classifier.clip(), classifier.head(), label, share, own, progress);
      passes += search.passes();
      progress.update(STAGE, passes, -1);
      return found;
    }
  }

  /** Measures the proxies again that count, on the present weights. */
  public void measure(int time) {
    for (int k = 0; k < effects.length; k++) {
      Proxy proxy = proxies.get(k);
      if (proxy.counts()) {
        effects[k] = effect(proxy.trigger(), proxy.label(), others(proxy.label()), time);
      }
    }
  }

  /** Mean present effect of the judges that count; 0 without any. */
  public double judges() {
    List<Double> values = new ArrayList<>();
    for (int k = 0; k < effects.length; k++) {
      if (proxies.get(k).judge() && proxies.get(k).counts()) {
        values.add(effects[k]);
      }
    }
    return values.isEmpty() ? 0 : mean(values);
  }

  /** What proxies like the judges reach towards labels without a backdoor; 0 without any judge. */
  public double naturalOfJudges() {
    return proxies.stream()
        .filter(p -> p.judge() && p.counts())
        .mapToDouble(Proxy::natural)
        .average()
        .orElse(0);
  }

  /** Triggers of those that count: judges, or those to train on. */
  public List<Trigger> triggers(boolean judges) {
    return proxies.stream()
        .filter(p -> p.counts() && p.judge() == judges)
        .map(Proxy::trigger)
        .toList();
  }

  /**
   * Draws from those to train on, by their present effect with a floor, and by what they did on θ_b
   * beyond what goes without a backdoor: closing natural ways costs accuracy and removes nothing.
   */
  public Draw draw() {
    List<Trigger> triggers = new ArrayList<>();
    List<Double> heights = new ArrayList<>();
    double sum = 0;
    for (int k = 0; k < effects.length; k++) {
      Proxy proxy = proxies.get(k);
      if (proxy.counts() && !proxy.judge()) {
        sum += (FLOOR + effects[k]) * proxy.excess();
        triggers.add(proxy.trigger());
        heights.add(sum);
      }
    }
    return new Draw(triggers, heights);
  }

  /** A fixed distribution over triggers. */
  public record Draw(List<Trigger> triggers, List<Double> heights) {
    public Draw {
      triggers = List.copyOf(triggers);
      heights = List.copyOf(heights);
    }

    public Trigger next(SplittableRandom random) {
      double at = random.nextDouble() * heights.get(heights.size() - 1);
      int k = 0;
      while (k < heights.size() - 1 && heights.get(k) < at) {
        k++;
      }
      return triggers.get(k);
    }
  }

  /** Share of pictures that get a label, though θ_b gives them another, without any trigger. */
  public double floor(int label, int time) {
    List<Pixels> shown = shown(others(label), time);
    return share(predictor.top1(shown), label);
  }

  private double[] effects(
      List<ProxySearch.Found> found, int label, List<Pixels> others, int time) {
    return found.stream().mapToDouble(f -> effect(f.trigger(), label, others, time)).toArray();
  }

  private double effect(Trigger trigger, int label, List<Pixels> others, int time) {
    List<Pixels> shown = shown(others, time);
    List<Pixels> changed = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      changed.add(trigger.apply(shown.get(i), i));
    }
    return share(predictor.top1(changed), label);
  }

  /** Some of the pictures, others each time. */
  private List<Pixels> shown(List<Pixels> others, int time) {
    int count = Math.min(SHOWN, others.size());
    passes += count;
    return IntStream.range(0, count)
        .mapToObj(i -> others.get((int) ((i + (long) SHOWN * time) % others.size())))
        .toList();
  }

  private static double share(int[] answers, int label) {
    return (double) Arrays.stream(answers).filter(a -> a == label).count() / answers.length;
  }

  private static double mean(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
