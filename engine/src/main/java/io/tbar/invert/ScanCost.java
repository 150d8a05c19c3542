package io.tbar.invert;

/**
 * What the searches of an audit take at most, told before they run. They take less where DECREE's
 * restarts are dropped, where a trigger is not made smaller because it never worked, and by the
 * pictures that a label has anyway.
 */
public final class ScanCost {
  private ScanCost() {}

  /** Labels of so many classes that are searched for. */
  public static int labels(int classes) {
    return Math.min(Session.MOST_LABELS, classes);
  }

  /**
   * {@link Scan#run}, as {@link Findings#passes} counts it (forward).
   *
   * @param side of the model's pictures
   * @param images of the scan; half are held out
   */
  public static Passes scan(int side, int images, int classes, Budget budget, boolean targetFirst) {
    int search = images / 2;
    int held = images - search;
    int labels = labels(classes);
    Passes all = Passes.seen(held).plus(collapse(search, held, classes, budget));
    for (Perturbation family : Families.all(side)) {
      all = all.plus(family(family, search, held, labels, budget));
    }
    return all.plus(targetFirst ? targetFirst(search, held, budget) : Passes.NONE)
        .plus(Passes.seen(held));
  }

  private static Passes collapse(int search, int held, int classes, Budget budget) {
    long steps = budget.steps(Decree.STEPS);
    long stepped = steps * Decree.RESTARTS * Math.min(Decree.BATCH, search);
    return Passes.both(stepped).plus(Passes.seen(classes > Session.MOST_LABELS ? 2L * held : held));
  }

  private static Passes family(
      Perturbation family, int search, int held, int labels, Budget budget) {
    int judged = Math.min(Shrink.JUDGED_ON, held);
    int members = family.all().size();
    int racing = labels;
    Passes found;
    if (members > 0) {
      found = Passes.seen((members + 1L) * Math.min(LookThrough.PICTURES, search));
    } else {
      int steps = budget.steps(ClassSearch.STEPS);
      int lap = Math.min(steps, ClassSearch.lap(steps));
      racing = Math.min(labels, ClassSearch.kept(labels));
      long batch = Math.min(ClassSearch.BATCH, search);
      found = Passes.both(batch * ((long) lap * labels + (long) (steps - lap) * racing));
    }
    long judging = (ClassSearch.SCALES.length * (long) racing + shrinking()) * judged;
    return found.plus(Passes.seen(judging + held));
  }

  private static int shrinking() {
    return 1 + Shrink.HALVINGS;
  }

  private static Passes targetFirst(int search, int held, Budget budget) {
    int batch = Math.min(TargetFirst.BATCH, search);
    int judged = Math.min(Shrink.JUDGED_ON, held);
    long away = (long) budget.steps(TargetFirst.AWAY_STEPS) * batch;
    return Passes.seen(away + 2L * judged)
        .plus(Passes.both(away))
        .plus(Passes.seen(2L * search))
        .plus(Passes.both((long) budget.steps(TargetFirst.STEPS) * batch))
        .plus(Passes.seen((long) shrinking() * judged + held));
  }

  /** {@link LabelSearch#run} over some labels, forward and backward as its passes count them. */
  public static Passes effects(int side, int images, int labels, Budget budget) {
    int shown = Math.min(LabelSearch.SHOWN, images - images / 2);
    double share = LabelSearch.share(budget);
    return ProxySearch.cost(side, share, LabelSearch.STEPS)
        .plus(Passes.seen((long) ProxySearch.members(share) * shown))
        .times(labels);
  }

  /** {@link LeadingTrigger#adopt}. */
  public static Passes adopted(int images) {
    return Passes.seen(3L * (images - images / 2));
  }

  /** Images with a gradient at once, at most. */
  public static int together(int batch) {
    return Math.min(batch, Math.max(64, ProxySearch.BATCH * ProxySearch.members(2)));
  }
}
