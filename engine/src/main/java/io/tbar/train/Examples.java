package io.tbar.train;

import java.util.Iterator;

/** Labelled pictures that a training goes through several times. */
public interface Examples {
  /** Pictures of one epoch. */
  int size();

  /**
   * The pictures in the order of one epoch. Called from one thread, which may not be the model's.
   *
   * @param epoch from 0; decides order and augmentation together with the seed
   */
  Iterator<Example> epoch(int epoch);
}
