package io.tbar.method;

import java.util.Map;

/**
 * What a sweep for proxies found on the model as its weights were before a round, or after the last
 * one. Effects are shares of pictures, in [0, 1], that a proxy leads to the label although the
 * suspect answers them otherwise.
 *
 * @param round from 0; the number of rounds that were done before the sweep
 * @param passes images through the tower until then, forward and backward counted apart
 * @param families mean effect of the proxies found in this sweep, by family
 * @param fresh mean effect of all of them
 * @param judges mean effect of the judges of earlier sweeps; 0 where there are none yet
 * @param judgeCount how many judges that is
 * @param floor share of the same pictures that get the label without any trigger
 * @param label effect of a short sweep towards the label, to hold against {@code controls}; -1
 *     where none was made
 * @param controls effects of equally short sweeps towards other labels, by class index
 */
public record ProxySweep(
    int round,
    long passes,
    Map<String, Double> families,
    double fresh,
    double judges,
    int judgeCount,
    double floor,
    double label,
    Map<Integer, Double> controls) {
  public ProxySweep {
    families = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(families));
    controls = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(controls));
  }

  /** Whether short sweeps were made. */
  public boolean controlled() {
    return label >= 0;
  }

  /** The largest effect towards another label; 0 where there is none. */
  public double strongestControl() {
    return controls.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
