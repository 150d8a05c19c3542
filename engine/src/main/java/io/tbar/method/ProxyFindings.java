package io.tbar.method;

import java.util.List;

/**
 * How a cleaning without knowledge of the trigger went, by the proxies that stood for it.
 *
 * @param sweeps before each round and after the last
 * @param stoodOut whether the label was about as easy to reach on the suspect as any other, or
 *     easier, as a backdoor's label is
 * @param gone whether at the end fresh proxies towards the label were no stronger than towards the
 *     controls, and the judges at their floor
 * @param judges how many proxies only judged
 * @param trained how many were trained on
 * @param passes images through the tower, forward and backward counted apart
 */
public record ProxyFindings(
    List<ProxySweep> sweeps, boolean stoodOut, boolean gone, int judges, int trained, long passes) {
  public ProxyFindings {
    sweeps = List.copyOf(sweeps);
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
