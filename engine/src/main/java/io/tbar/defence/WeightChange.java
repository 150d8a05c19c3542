package io.tbar.defence;

import io.tbar.base.Progress;

/** The heart of a method that moves the weights themselves. */
@FunctionalInterface
interface WeightChange {
  /** Moves the suspect's weights from θ_b to where the method wants them. */
  Changed apply(Suspect suspect, Progress progress);
}
