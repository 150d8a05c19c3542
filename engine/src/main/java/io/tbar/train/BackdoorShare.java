package io.tbar.train;

import io.tbar.base.TbarException;
import java.util.List;

/**
 * One of the backdoors that a poisoning puts in.
 *
 * @param share of the poisoned samples, in (0, 1]
 */
public record BackdoorShare(Backdoor backdoor, double share) {
  private static final double ROUNDING = 1e-6;

  public BackdoorShare {
    if (!(share > 0 && share <= 1)) {
      throw TbarException.usage(
          "A trigger's share of the poison is %s; give one above 0 and up to 1.", share);
    }
  }

  /** One backdoor, which has all the poison. */
  public static List<BackdoorShare> all(Backdoor backdoor) {
    return List.of(new BackdoorShare(backdoor, 1));
  }

  /**
   * @throws TbarException USAGE where the shares do not add up to 1
   */
  public static void check(List<BackdoorShare> backdoors) {
    double sum = backdoors.stream().mapToDouble(BackdoorShare::share).sum();
    if (Math.abs(sum - 1) > ROUNDING) {
      throw TbarException.usage(
          "The triggers' shares of the poison add up to %s; give shares that add up to 1.",
          Math.round(sum * 1e6) / 1e6);
    }
  }
}
