package io.tbar.measure;

import org.jspecify.annotations.Nullable;

/** Counts images by whether the target is answered without and with the trigger. */
final class TargetPairs {
  private long both;
  private long onlyTriggered;
  private long onlyClean;
  private long neither;
  private long own;

  /**
   * @param clean whether the target is answered without trigger
   * @param triggered whether the target is answered with the trigger
   * @param ownAnswer whether the answer with the trigger is the reference's without it
   */
  void add(boolean clean, boolean triggered, boolean ownAnswer) {
    if (clean) {
      both += triggered ? 1 : 0;
      onlyClean += triggered ? 0 : 1;
    } else {
      onlyTriggered += triggered ? 1 : 0;
      neither += triggered ? 0 : 1;
    }
    own += ownAnswer ? 1 : 0;
  }

  long total() {
    return both + onlyTriggered + onlyClean + neither;
  }

  @Nullable Excess excess() {
    return total() == 0 ? null : new Excess(both, onlyTriggered, onlyClean, neither);
  }

  Rate ownAnswersBack() {
    return new Rate(own, total());
  }
}
