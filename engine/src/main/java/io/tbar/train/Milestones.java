package io.tbar.train;

import java.util.List;

/** What happens around the steps of a training: going on from an earlier run, keeping, stopping. */
public interface Milestones {
  /** Nothing happens. */
  Milestones NONE = (optimiser, losses) -> false;

  /**
   * Puts weights and optimiser where an earlier run left them.
   *
   * @return the losses of the steps that need not be taken again
   */
  default List<Double> start(AdamW optimiser) {
    return List.of();
  }

  /**
   * Called after every step.
   *
   * @param losses of all steps so far
   * @return whether the training ends here
   */
  boolean after(AdamW optimiser, List<Double> losses);
}
