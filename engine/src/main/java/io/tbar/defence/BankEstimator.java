package io.tbar.defence;

import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.base.TbarException;
import io.tbar.clip.Weights;
import io.tbar.image.Pixels;
import io.tbar.invert.ProxyBank;
import io.tbar.method.Estimate;
import io.tbar.method.EstimatorOptions;
import io.tbar.method.ForgetSet;
import io.tbar.method.ProxyFindings;
import io.tbar.method.ProxySweep;
import io.tbar.method.RestoredEstimator;
import io.tbar.method.SearchOptions;
import io.tbar.method.ValidationImages;
import io.tbar.method.VectorEstimator;
import io.tbar.train.Classifier;
import io.tbar.trigger.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * For a trigger that is not known: gives pictures their own answers back under a whole bank of
 * proxies towards the label ({@link ProxyBank}), found anew before every round on the model as far
 * as it is cleaned. What the attacker's trigger shares with any of them goes with it; what all of
 * them share is the way from "there is a trigger" to the label, which is what has to go.
 *
 * <p>Ends early, after two rounds at least, where fresh proxies towards the label are no stronger
 * than towards control labels and the judges, which never train, are at their floor. Holds the
 * state of one cleaning.
 */
public final class BankEstimator implements VectorEstimator {
  /** The label's short sweep must reach this share of the strongest control's on the suspect. */
  private static final double STANDS_OUT = 0.75;

  /** How far above their floor judges may stay where no round is to follow. */
  private static final double SLACK = 0.02;

  /** A second round takes away what the first one's judges no longer see. */
  private static final int LEAST_ROUNDS = 2;

  /** Labels that show what goes without a backdoor. */
  private static final int CONTROLS = 3;

  private static final int LEAST_PICTURES = 24;

  private final RestoredEstimator inner;
  private final List<Integer> rivals;
  private final List<ProxySweep> sweeps = new ArrayList<>();
  private @Nullable ProxyBank bank;
  private List<Integer> controls = List.of();
  private HeldCopies more = HeldCopies.NONE;
  private long trainingPasses;
  private boolean gone;

  /**
   * @param inner what each round trains with
   * @param rivals class indices that the label is compared with first, best first
   */
  public BankEstimator(RestoredEstimator inner, List<Integer> rivals) {
    this.inner = inner;
    this.rivals = List.copyOf(rivals);
  }

  @Override
  public String name() {
    return inner.name() + ", bank";
  }

  @Override
  public EstimatorOptions options() {
    return inner.options();
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>(inner.settings());
    settings.put("triggers", "a bank of proxies towards the label, found anew before each round");
    return settings;
  }

  @Override
  public SearchOptions.Rule rule() {
    return inner.rule();
  }

  @Override
  public boolean holds() {
    return inner.holds();
  }

  @Override
  public boolean searches() {
    return true;
  }

  @Override
  public boolean prepare(
      Classifier classifier,
      ForgetSet forget,
      Weights base,
      int round,
      int rounds,
      Progress whole) {
    Progress progress = told(whole, round, rounds, forget.size());
    Map<Integer, Double> others = new LinkedHashMap<>();
    if (round == 0) {
      begin(classifier, forget);
      others.putAll(bank().compareWith(controls, progress));
      more = HeldCopies.of(classifier, forget, options().seed());
    }
    ProxyBank known = bank();
    known.measure(round);
    double judges = known.judges();
    int judgeCount = known.triggers(true).size();
    ProxyBank.Swept fresh = known.sweep(forget.target(), round == 0 ? null : base, round, progress);
    if (round == 0 && known.triggers(false).isEmpty()) {
      throw new TbarException(
          TbarException.Kind.INCONCLUSIVE,
          "No trigger that was searched for towards the label does more on this checkpoint than"
              + " triggers towards other labels do, so there is nothing to remove; audit it again, or"
              + " name another label.");
    }
    double floor = known.floor(forget.target(), round);
    boolean low =
        round >= LEAST_ROUNDS
            && judges <= floor + SLACK
            && fresh.mean() <= sweeps.get(0).strongestControl();
    boolean compare = low || round == rounds;
    double label = round == 0 ? fresh.mean() : -1;
    if (compare) {
      label = known.shortSweep(forget.target(), round, progress);
      controls.forEach(c -> others.put(c, known.shortSweep(c, round, progress)));
    }
    ProxySweep sweep =
        new ProxySweep(
            round,
            passes(),
            fresh.families(),
            fresh.mean(),
            judges,
            judgeCount,
            floor,
            label,
            others);
    sweeps.add(sweep);
    double allowed = ProxyFindings.allowed(known.naturalOfJudges());
    gone = round > 0 && compare && judges <= floor + allowed && label <= sweep.strongestControl();
    return !gone;
  }

  /** With the round, and all passes out of those that are to be expected. */
  private Progress told(Progress whole, int round, int rounds, int size) {
    long expected = ProxyBank.expected(rounds, CONTROLS) + rounds * trained(size);
    return new Progress() {
      @Override
      public void update(String stage, long done, long total) {
        long passes = done + trainingPasses;
        whole.update(
            stage + ", round " + (round + 1) + " of at most " + (rounds + 1) + " (passes)",
            passes,
            Math.max(expected, passes));
      }

      @Override
      public void note(String message) {
        whole.note(message);
      }

      @Override
      public boolean cancelled() {
        return whole.cancelled();
      }
    };
  }

  /** Passes of the training of one round, forward and backward counted apart. */
  private long trained(int size) {
    double clean = inner.cleanTimes() * (1 + inner.targetShare());
    return Math.round(2L * options().steps() * Math.min(options().batch(), size) * (1 + clean));
  }

  private void begin(Classifier classifier, ForgetSet forget) {
    int[] own = IntStream.range(0, forget.size()).map(forget::ownAnswer).toArray();
    ProxyBank fresh = new ProxyBank(classifier, forget.clean(), own, options().seed());
    int others = fresh.others(forget.target()).size();
    if (others < LEAST_PICTURES) {
      throw TbarException.badInput(
          "Only %d of the %d forget images are not answered with the target anyway, and the search"
              + " for triggers needs %d; give more images of other classes.",
          others, forget.size(), LEAST_PICTURES);
    }
    bank = fresh;
    sweeps.clear();
    trainingPasses = 0;
    controls = controls(own, forget.target(), classifier.classes());
  }

  /** The rivals first, then the labels that the suspect answers most often. */
  private List<Integer> controls(int[] own, int target, int classes) {
    long[] counts = new long[classes];
    for (int answer : own) {
      counts[answer]++;
    }
    List<Integer> order = new ArrayList<>(rivals);
    IntStream.range(0, classes)
        .boxed()
        .sorted(java.util.Comparator.comparingLong((Integer c) -> -counts[c]))
        .forEach(order::add);
    return order.stream().distinct().filter(c -> c != target).limit(CONTROLS).toList();
  }

  @Override
  public Estimate estimate(
      Classifier classifier, ForgetSet forget, int round, int rounds, Progress progress) {
    throw new IllegalStateException("a bank's round starts from θ_b and its sweep");
  }

  @Override
  public Estimate estimate(
      Classifier classifier,
      ForgetSet forget,
      Weights base,
      int round,
      int rounds,
      Progress progress) {
    ProxyBank.Draw draw = bank().draw();
    trainingPasses += trained(forget.size());
    return inner.estimate(
        classifier,
        forget.withHeld(more.pictures(), more.logits()),
        base,
        (step, image) ->
            draw.next(Seeds.of(options().seed(), "proxy-drawn", round, step, image))
                .apply(forget.clean().get(image), image),
        round,
        rounds,
        progress);
  }

  /** Each picture carries one judge, in turn. */
  @Override
  public List<Pixels> judged(ValidationImages images) {
    List<Trigger> judges = bank().triggers(true);
    if (judges.isEmpty()) {
      judges = bank().triggers(false);
    }
    List<Pixels> shown = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      shown.add(judges.get(i % judges.size()).apply(images.clean().get(i), i));
    }
    return shown;
  }

  @Override
  public ProxyFindings findings() {
    ProxySweep first = sweeps.get(0);
    return new ProxyFindings(
        sweeps,
        first.label() >= STANDS_OUT * first.strongestControl(),
        gone,
        bank().naturalOfJudges(),
        bank().triggers(true).size(),
        bank().triggers(false).size(),
        passes());
  }

  private ProxyBank bank() {
    if (bank == null) {
      throw new IllegalStateException("no round was prepared");
    }
    return bank;
  }

  private long passes() {
    return bank().passes() + trainingPasses;
  }
}
