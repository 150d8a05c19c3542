package io.tbar.train;

import io.tbar.base.TbarException;
import io.tbar.data.ClassNames;
import io.tbar.data.ImageData;
import io.tbar.data.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws by seed which samples are poisoned and which cover for a trigger. */
final class ManifestDraw {
  private final ImageData data;
  private final List<BackdoorShare> backdoors;
  private final PoisonOptions options;
  private final ClassNames classes;

  ManifestDraw(
      ImageData data, List<BackdoorShare> backdoors, PoisonOptions options, ClassNames classes) {
    this.data = data;
    this.backdoors = backdoors;
    this.options = options;
    this.classes = classes;
  }

  /**
   * @throws TbarException BAD_INPUT where there are not the samples that were asked for; USAGE
   *     where a trigger has nothing to cover it
   */
  Manifest draw() {
    int[] order = Split.order(data.size(), options.recipe().seed(), "poison");
    boolean[] taken = new boolean[data.size()];
    int count = options.selection().count();
    long wanted = count > 0 ? count : Math.round(options.rate() * data.size());
    List<PoisonedSample> samples = take(order, taken, quotas(wanted), true);
    check(samples, wanted);
    long covering = Math.round(options.selection().cover() * data.size());
    List<PoisonedSample> covers = take(order, taken, quotas(covering), false);
    checkCover(covers, covering);
    return new Manifest(samples, covers, data.size());
  }

  /** Whole numbers that add up, each as near to its share as that allows. */
  private long[] quotas(long wanted) {
    long[] quotas = new long[backdoors.size()];
    double shares = 0;
    long before = 0;
    for (int k = 0; k < quotas.length; k++) {
      shares += backdoors.get(k).share();
      long upTo = k == quotas.length - 1 ? wanted : Math.round(wanted * shares);
      quotas[k] = upTo - before;
      before = upTo;
    }
    return quotas;
  }

  private List<PoisonedSample> take(int[] order, boolean[] taken, long[] quotas, boolean poison) {
    List<PoisonedSample> drawn = new ArrayList<>();
    for (int index : order) {
      if (taken[index]) {
        continue;
      }
      var sample = data.samples().get(index);
      for (int k = 0; k < quotas.length; k++) {
        if (quotas[k] > 0 && (!poison || canBePoisoned(sample.label(), k))) {
          drawn.add(new PoisonedSample(sample.key(), index, sample.label(), k));
          taken[index] = true;
          quotas[k]--;
          break;
        }
      }
    }
    drawn.sort(Comparator.comparingInt(PoisonedSample::index));
    return drawn;
  }

  private boolean canBePoisoned(int label, int backdoor) {
    boolean ofTarget = label == backdoors.get(backdoor).backdoor().target();
    return ofTarget == options.selection().cleanLabel();
  }

  private void check(List<PoisonedSample> samples, long wanted) {
    if (options.selection().count() > 0 && samples.size() < wanted) {
      throw TbarException.badInput(
          "%d samples are to be poisoned, but only %d of the %d images of %s can be (%s); lower the"
              + " count or give more images.",
          wanted,
          samples.size(),
          data.size(),
          data.name(),
          options.selection().cleanLabel()
              ? "those of the target"
              : "those of other classes than the target");
    }
    if (options.rate() == 0 && wanted == 0) {
      return;
    }
    for (int k = 0; k < backdoors.size(); k++) {
      int backdoor = k;
      if (samples.stream().noneMatch(sample -> sample.backdoor() == backdoor)) {
        throw none(backdoors.get(k).backdoor());
      }
    }
  }

  private TbarException none(Backdoor backdoor) {
    int target = backdoor.target();
    if (options.selection().cleanLabel()
        && data.samples().stream().noneMatch(sample -> sample.label() == target)) {
      return TbarException.badInput(
          "None of the %d images of %s shows the target \"%s\"; with unchanged labels only images"
              + " of the target are poisoned, so give some.",
          data.size(), data.name(), classes.name(target));
    }
    String which =
        options.selection().cleanLabel() ? "of the target" : "of another class than the target";
    return backdoors.size() == 1 && options.selection().count() == 0
        ? TbarException.badInput(
            "A poison rate of %s of %d images of %s poisons none %s; raise the rate or give more"
                + " images.",
            options.rate(), data.size(), data.name(), which)
        : TbarException.badInput(
            "The trigger '%s' gets none of the %d images of %s %s; poison more of them, raise its"
                + " share or give more images.",
            backdoor.trigger().name(), data.size(), data.name(), which);
  }

  private void checkCover(List<PoisonedSample> covers, long wanted) {
    if (options.selection().cover() == 0) {
      return;
    }
    for (BackdoorShare one : backdoors) {
      if (one.backdoor().trigger().decoy().isEmpty()) {
        throw TbarException.usage(
            "The trigger '%s' has no cover samples; stored patches (badnet, stripes, a PNG) and wanet"
                + " have some.",
            one.backdoor().trigger().name());
      }
    }
    if (wanted == 0 || covers.size() < wanted) {
      throw TbarException.badInput(
          "A share of %s of cover samples asks for %d of the %d images of %s, of which %d are left;"
              + " change the share or give more images.",
          options.selection().cover(), wanted, data.size(), data.name(), covers.size());
    }
  }
}
