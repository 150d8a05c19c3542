package io.tbar.invert;

import io.tbar.base.TbarException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a model is scanned.
 *
 * @param seed of everything that is drawn
 * @param budget how much is spent; null sets hold for one budget
 * @param targetFirst whether a trigger is also searched target first, which no statistic is made of
 * @param maxTime ends the search; what was left out is told. Null for no limit
 * @param resume folder where the state is saved every so often and taken up again, or null
 */
public record ScanOptions(
    long seed,
    Budget budget,
    boolean targetFirst,
    @Nullable Duration maxTime,
    @Nullable Path resume) {
  public ScanOptions {
    if (maxTime != null && (maxTime.isNegative() || maxTime.isZero())) {
      throw TbarException.usage("A time limit of %s leaves nothing to do.", maxTime);
    }
  }

  /** The standard budget, no limit of time, nothing saved. */
  public static ScanOptions defaults(long seed) {
    return new ScanOptions(seed, Budget.STANDARD, false, null, null);
  }

  public ScanOptions withBudget(Budget value) {
    return new ScanOptions(seed, value, targetFirst, maxTime, resume);
  }

  public ScanOptions withTargetFirst() {
    return new ScanOptions(seed, budget, true, maxTime, resume);
  }

  public ScanOptions withMaxTime(@Nullable Duration value) {
    return new ScanOptions(seed, budget, targetFirst, value, resume);
  }

  public ScanOptions withResume(@Nullable Path value) {
    return new ScanOptions(seed, budget, targetFirst, maxTime, value);
  }
}
