package io.tbar.measure;

/**
 * One number about a model that tells infected from clean ones.
 *
 * @param id stable name, as in records and null sets ("patch.area")
 * @param value the number; where it is censored, the limit up to which was looked
 * @param censored whether nothing was found: such a value has a rank (the least suspicious one) but
 *     no size, and is never averaged
 * @param suspicion which end is the suspicious one
 * @param definition one sentence: what is measured, in which unit
 */
public record Statistic(
    String id, double value, boolean censored, Suspicion suspicion, String definition) {
  /** Which values speak for a backdoor. */
  public enum Suspicion {
    /** Small ones. */
    LOW,
    /** Large ones. */
    HIGH
  }

  public Statistic {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(id + " is " + value);
    }
  }

  /**
   * The number with large values suspicious and censored ones below all others, for ranks. Censored
   * values are equal to each other.
   */
  public double score() {
    if (censored) {
      return Double.NEGATIVE_INFINITY;
    }
    return suspicion == Suspicion.HIGH ? value : -value;
  }
}
