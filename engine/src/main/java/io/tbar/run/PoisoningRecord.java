package io.tbar.run;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.result.PoisonedTrigger;
import io.tbar.result.Poisoning;
import io.tbar.train.Backdoor;
import io.tbar.train.BackdoorOutcome;
import io.tbar.train.Infection;
import io.tbar.train.Manifest;
import io.tbar.train.PoisonOptions;
import io.tbar.train.Selection;
import java.util.ArrayList;
import java.util.List;

/** A poisoning in the form of its record. */
final class PoisoningRecord {
  private PoisoningRecord() {}

  static Poisoning of(Subject subject, Infection infection, PoisonOptions options) {
    Manifest manifest = infection.manifest();
    Selection selection = options.selection();
    int total = manifest.total();
    List<PoisonedTrigger> triggers = new ArrayList<>();
    for (BackdoorOutcome outcome : infection.outcomes()) {
      Backdoor backdoor = outcome.implanted().backdoor();
      Evaluation before = outcome.before().evaluation();
      Evaluation after = outcome.after().evaluation();
      triggers.add(
          new PoisonedTrigger(
              Subject.attack(backdoor.trigger(), subject.model().classes().name(backdoor.target())),
              outcome.implanted().share(),
              new Rate(outcome.poisoned(), total),
              before.rate(Measure.ATTACK_SUCCESS),
              after.rate(Measure.ATTACK_SUCCESS),
              after.rate(Measure.TARGET_SHARE_CLEAN),
              after.rate(Measure.TRIGGERED_ACCURACY)));
    }
    return new Poisoning(
        selection.count() > 0 ? Math.min(1, (double) selection.count() / total) : options.rate(),
        new Rate(manifest.samples().size(), total),
        options.takenAbove(),
        selection.count() > 0 ? (long) selection.count() : null,
        selection.cover() > 0 ? new Rate(manifest.covers().size(), total) : null,
        selection.cleanLabel(),
        triggers);
  }

  /** One sentence on an attack that did not take. */
  static String notTaken(Infection infection, double above) {
    List<BackdoorOutcome> outcomes = infection.outcomes();
    List<String> weak = new ArrayList<>();
    for (int k = 0; k < outcomes.size(); k++) {
      BackdoorOutcome outcome = outcomes.get(k);
      if (!Infection.taken(outcome.after(), above)) {
        weak.add((k + 1) + " (" + outcome.implanted().backdoor().trigger().name() + ")");
      }
    }
    String which = outcomes.size() > 1 ? " of trigger " + String.join(", ", weak) : "";
    return "The attack did not take: the attack success rate"
        + which
        + " stayed below what counts as taken. Give it more images, epochs, a higher rate or a"
        + " stronger trigger.";
  }
}
