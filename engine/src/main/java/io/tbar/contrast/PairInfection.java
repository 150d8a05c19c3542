package io.tbar.contrast;

import io.tbar.train.Infection;
import java.util.List;

/**
 * A checkpoint poisoned by pairs.
 *
 * @param infection as of any poisoning
 * @param manifest the poisoned pairs with their captions
 * @param notes what the user should know, a sentence each
 */
public record PairInfection(Infection infection, PairManifest manifest, List<String> notes) {
  public PairInfection {
    notes = List.copyOf(notes);
  }
}
