package io.tbar.invert;

import io.tbar.trigger.Trigger;

/**
 * A trigger that was searched for in the place of the attacker's.
 *
 * @param family it is of
 * @param trigger on 8-bit pictures
 * @param label class index that it leads to
 * @param judge whether it only judges and is never trained on
 * @param baseEffect share of pictures that θ_b answers with the label because of it, in [0, 1]
 * @param natural what proxies of the same family, size and strength reach towards other labels of
 *     θ_b, in [0, 1]: so much goes without a backdoor
 */
public record Proxy(
    String family, Trigger trigger, int label, boolean judge, double baseEffect, double natural) {
  /** From this share on θ_b itself falls for it; below it is a hole that training made. */
  static final double SHARED = 0.3;

  /** From here on it does more than what goes without a backdoor. */
  static final double BEYOND = 0.2;

  /** How much more it does than what goes without a backdoor, in [0, 1]. */
  public double excess() {
    return Math.max(0, baseEffect - natural);
  }

  /** Whether it says anything of the suspect's backdoor. */
  public boolean counts() {
    return baseEffect >= SHARED && excess() >= BEYOND;
  }
}
