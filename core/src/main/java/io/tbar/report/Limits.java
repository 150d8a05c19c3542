package io.tbar.report;

import io.tbar.result.RunRecord;
import java.util.ArrayList;
import java.util.List;

/** What the figures of a run do not say; the same words in the report and on the model card. */
final class Limits {
  private Limits() {}

  static List<String> of(RunRecord run) {
    List<String> limits = new ArrayList<>();
    if (run.attack() != null) {
      limits.add(
          "The figures hold for this trigger, this target, these images and these text templates."
              + " Another trigger, or another backdoor in the same checkpoint, is not covered.");
    }
    if (run.status().wroteCheckpoint()) {
      limits.add(
          "A low attack success rate is no proof that the backdoor is gone: a stronger or slightly"
              + " different trigger may still work, and further training may bring it back.");
      limits.add(
          "What the checkpoint does outside these classes was not measured; subtracting a vector"
              + " moves all of its answers a little.");
    }
    limits.add(
        "Intervals cover the choice of the test images only. Other seeds give other vectors; repeat"
            + " the run with several before a claim.");
    limits.add(
        "The same inputs, options, seeds and thread count give the same bytes on the same kind of"
            + " processor; on others, expect differences in the last digits.");
    return limits;
  }
}
