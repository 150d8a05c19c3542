package io.tbar.method;

import java.util.List;

/**
 * How a cleaning without knowledge of the trigger went, by the proxies that stood for it.
 *
 * @param sweeps before each round and after the last
 * @param stoodOut whether the label was about as easy to reach on the suspect as any other, or
 *     easier, as a backdoor's label is
 * @param gone whether at the end fresh proxies towards the label were no stronger than towards the
 *     controls, and the judges as good as dead ({@link #allowed})
 * @param natural mean share of pictures, in [0, 1], that proxies of the judges' kinds lead to
 *     labels without a backdoor
 * @param judges how many proxies only judged
 * @param trained how many were trained on
 * @param passes images through the tower, forward and backward counted apart
 */
public record ProxyFindings(
    List<ProxySweep> sweeps,
    boolean stoodOut,
    boolean gone,
    double natural,
    int judges,
    int trained,
    long passes) {
  /** How far above their floor judges may stay at any rate. */
  private static final double SLACK = 0.02;

  /**
   * Of what goes without a backdoor. A strong enough blend or a large enough window leads any model
   * anywhere, so that judges of such kinds never reach their floor.
   */
  private static final double SHARE_OF_NATURAL = 0.25;

  public ProxyFindings {
    sweeps = List.copyOf(sweeps);
  }

  /** How far above their floor judges may stay where the backdoor is gone, in [0, 1]. */
  public double allowed() {
    return allowed(natural);
  }

  /** The same for judges whose kinds reach {@code natural} without a backdoor. */
  public static double allowed(double natural) {
    return Math.max(SLACK, SHARE_OF_NATURAL * natural);
  }

  /** The last sweep. */
  public ProxySweep last() {
    return sweeps.get(sweeps.size() - 1);
  }

  /** The sweep on the suspect itself. */
  public ProxySweep first() {
    return sweeps.get(0);
  }
}
