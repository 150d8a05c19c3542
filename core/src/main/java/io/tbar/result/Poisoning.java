package io.tbar.result;

import io.tbar.measure.Rate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a checkpoint was poisoned.
 *
 * @param requestedRate share of samples asked for, in [0, 1]
 * @param poisoned samples triggered and relabelled, of all training samples
 * @param takenAbove attack success rate from which the attack counts as taken, in [0, 1]
 * @param requestedCount samples asked for in place of a share, or null
 * @param cover samples that show something close to the trigger and keep their label, of all
 *     training samples; null where none were asked for
 * @param cleanLabel whether only samples of the target were triggered, so that no label was changed
 * @param triggers each trigger by itself, the first of which is the run's attack; empty in records
 *     of earlier versions and of poisoned pairs
 */
public record Poisoning(
    double requestedRate,
    Rate poisoned,
    double takenAbove,
    @Nullable Long requestedCount,
    @Nullable Rate cover,
    boolean cleanLabel,
    List<PoisonedTrigger> triggers) {
  public Poisoning {
    Settings.finite("requestedRate", requestedRate);
    Settings.finite("takenAbove", takenAbove);
    triggers = copy(triggers);
  }

  /** By a share of the samples, with nothing said of the single triggers. */
  public Poisoning(double requestedRate, Rate poisoned, double takenAbove) {
    this(requestedRate, poisoned, takenAbove, null, null, false, List.of());
  }

  private static List<PoisonedTrigger> copy(@Nullable List<PoisonedTrigger> triggers) {
    return triggers == null ? List.of() : List.copyOf(triggers);
  }
}
