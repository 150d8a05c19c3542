package io.tbar.run;

import io.tbar.invert.BankCost;
import io.tbar.invert.Passes;
import io.tbar.method.CleaningOptions;
import io.tbar.method.SearchOptions;
import io.tbar.method.VectorEstimator;
import io.tbar.train.LaneGradients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The stages of a cleaning by TBAR and what each takes at most.
 *
 * @param side of the model's pictures
 * @param texts prompts of all classes
 * @param truth whether a true trigger is measured besides
 */
record CleanWork(CleaningOptions options, CleanSizes sizes, int side, long texts, boolean truth) {
  static final String BANK = "looking for triggers";
  static final String SEARCH = "coefficient";

  /** Labels that a bank compares with, and copies of pictures that it holds. */
  private static final int CONTROLS = 3;

  private static final int COPIES = 2700;
  private static final int LEAST_COPIES = 2;

  /** Coefficients that are looked at on a part of the images, and on all of them. */
  private static final int CLIMBED = 6;

  private static final int FINALISTS = 7;
  private static final int PART = 256;
  private static final int VIEWS = 3;
  private static final int BELIEFS = 8;

  List<CostEstimate.Stage> stages(Speed speed) {
    List<CostEstimate.Stage> stages = new ArrayList<>();
    int models = truth ? 4 : 2;
    long loaded = sizes.forget() + sizes.held() + sizes.validation() + (long) models * sizes.test();
    stages.add(new CostEstimate.Stage("texts", Passes.NONE, models * texts * speed.text()));
    stages.add(new CostEstimate.Stage("loading", Passes.NONE, loaded * speed.loaded()));
    add(stages, "before and after", Passes.seen(2L * models * sizes.test()), speed);
    add(stages, "the suspect's own answers", Passes.seen(sizes.forget() + sizes.held()), speed);
    if (bank()) {
      Passes bank = BankCost.of(side, options.rounds(), CONTROLS);
      stages.add(new CostEstimate.Stage(BANK, bank, speed.searching(bank)));
      add(stages, "copies whose answers stay", Passes.seen(copies()), speed);
    }
    Passes trained =
        Passes.both((long) options.rounds() * options.estimator().options().steps() * ofStep());
    stages.add(new CostEstimate.Stage("training", trained, speed.training(trained)));
    add(stages, "validation images", Passes.seen(validation()), speed);
    add(stages, SEARCH, Passes.seen(search()), speed);
    return stages;
  }

  private static void add(
      List<CostEstimate.Stage> stages, String name, Passes passes, Speed speed) {
    stages.add(new CostEstimate.Stage(name, passes, speed.searching(passes)));
  }

  private VectorEstimator estimator() {
    return options.estimator();
  }

  private boolean bank() {
    return estimator().searches();
  }

  private long copies() {
    return Math.max(COPIES, (long) LEAST_COPIES * sizes.forget());
  }

  private int batch() {
    return Math.min(estimator().options().batch(), sizes.forget());
  }

  /** Clean images of a step, at a time. */
  private int clean() {
    Map<String, Object> settings = estimator().settings();
    if (settings.get("cleanTimes") instanceof Double times
        && settings.get("targetShare") instanceof Double share) {
      return (int) Math.round(times * batch() * (1 + share));
    }
    return estimator().name().startsWith("plain") ? 0 : batch();
  }

  private int ofStep() {
    return batch() + clean();
  }

  private long validation() {
    boolean believed =
        !sizes.labelled() && options.search().rule() == SearchOptions.Rule.OWN_ANSWERS;
    return (1L + (believed ? BELIEFS : 0)) * sizes.validation();
  }

  private long search() {
    long part = Math.min(PART, sizes.validation());
    long views = options.search().views(sizes.validation()) && sizes.labelled() ? VIEWS : 0;
    long whole = 2L * sizes.validation() * FINALISTS;
    long seen = (FINALISTS + 1L) * views * sizes.validation();
    return part * (1 + 2 * CLIMBED) + whole + seen;
  }

  /**
   * Images with a gradient at once, at most.
   *
   * @param values of the image tower's weights
   */
  int together(int batch, long values) {
    int step =
        estimator().name().startsWith("anchored")
            ? 2 * LaneGradients.atOnce(values, batch())
            : LaneGradients.atOnce(values, Math.max(batch(), clean()));
    return Math.max(bank() ? Math.min(batch, BankCost.together()) : 0, step);
  }

  /** Pictures in memory, with and without the trigger. */
  long pictures() {
    return 2L * (sizes.forget() + sizes.validation())
        + sizes.held()
        + (bank() ? copies() : 0)
        + (validation() > sizes.validation() ? sizes.validation() : 0);
  }
}
