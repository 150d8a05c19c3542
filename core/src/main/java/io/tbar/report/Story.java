package io.tbar.report;

import static io.tbar.report.Numbers.counts;
import static io.tbar.report.Numbers.percent;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.result.Cleaning;
import io.tbar.result.Poisoning;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import io.tbar.result.Status;
import org.jspecify.annotations.Nullable;

/**
 * A run in plain words: what was found and what changed.
 *
 * @param headline a few words
 * @param found one sentence
 * @param changed one sentence, or empty
 */
record Story(String headline, String found, String changed) {
  private static final String ATTACK = "Attack success";

  static Story of(RunRecord run) {
    return of(run, ATTACK);
  }

  /** Of a trigger that an audit inverted, whose success must not pass for the attacker's own. */
  static Story ofInverted(RunRecord run) {
    return of(run, ATTACK + " of the inverted trigger");
  }

  private static Story of(RunRecord run, String attack) {
    Scores before = run.measures().get(RunRecord.BEFORE);
    Scores after = run.measures().get(RunRecord.AFTER);
    Scores only = run.measures().get(RunRecord.MODEL);
    if (before != null && after != null) {
      return changed(run, attack, before.evaluation(), after.evaluation());
    }
    Scores scores = only != null ? only : before;
    if (scores != null) {
      return measured(run, attack, scores.evaluation());
    }
    return new Story(sentence(run.status().text()), noteOr(run, "The run ended as asked."), "");
  }

  private static Story changed(RunRecord run, String attack, Evaluation before, Evaluation after) {
    Rate asr = after.attackSuccess();
    Rate was = before.attackSuccess();
    String utility = utility(after);
    String kept =
        utility + " went from " + percent(before.utility()) + " to " + percent(after.utility());
    if (run.status().wroteCheckpoint()) {
      return new Story(
          attack
              + " "
              + (asr.value() < was.value() ? "fell" : "went")
              + " from "
              + percent(was)
              + " to "
              + percent(asr),
          "With the "
              + trigger(run)
              + ", "
              + counts(was)
              + " images ("
              + percent(was)
              + ") were taken for "
              + target(run)
              + "; after cleaning, "
              + counts(asr)
              + " are ("
              + percent(asr)
              + ")"
              + against(after)
              + ".",
          kept + share(before, after) + recognised(before, after) + ".");
    }
    Poisoning poisoning = run.poisoning();
    String share =
        poisoning == null
            ? ""
            : "; "
                + counts(poisoning.poisoned())
                + " training samples ("
                + percent(poisoning.poisoned())
                + ") carried the trigger";
    boolean took = run.status() == Status.POISONED;
    return new Story(
        (took ? "The attack took: " : "The attack did not take: ")
            + percent(was)
            + " to "
            + percent(asr),
        "With the "
            + trigger(run)
            + ", this checkpoint takes "
            + counts(asr)
            + " images ("
            + percent(asr)
            + ") for "
            + target(run)
            + "; the checkpoint it was made from took "
            + percent(was)
            + ".",
        kept + share + ".");
  }

  private static Story measured(RunRecord run, String attack, Evaluation model) {
    String works = utility(model) + " is " + percent(model.utility());
    if (model.target() == Evaluation.UNKNOWN) {
      return new Story(works, works + " over " + Numbers.count(model.images()) + " images.", "");
    }
    Rate asr = model.attackSuccess();
    String found =
        "With the "
            + trigger(run)
            + ", "
            + counts(asr)
            + " images ("
            + percent(asr)
            + ") are taken for "
            + target(run)
            + (model.has(Measure.TARGET_SHARE_CLEAN)
                ? "; without it, "
                    + percent(model.rate(Measure.TARGET_SHARE_CLEAN))
                    + " of the same images are."
                : ".");
    Cleaning cleaning = run.cleaning();
    if (run.status() == Status.NO_FEASIBLE_ALPHA && cleaning != null) {
      return new Story(
          "No coefficient keeps " + percent(cleaning.keep()) + " of the " + cleaning.utility(),
          found,
          noteOr(run, "No checkpoint was written."));
    }
    return new Story(attack + " is " + percent(asr), found, works + ".");
  }

  private static String utility(Evaluation model) {
    return model.has(Measure.CLEAN_TOP1) ? "Accuracy on clean images" : "Agreement on clean images";
  }

  private static String share(Evaluation before, Evaluation after) {
    double base = before.utility().value();
    double now = after.utility().value();
    return base == 0 || now > base ? "" : " (" + percent(now / base) + " of it is kept)";
  }

  private static String against(Evaluation after) {
    return after.excess() == null
        ? ""
        : ", "
            + Numbers.points(after.excess())
            + " ("
            + Numbers.interval(after.excess())
            + ") against the same images without the trigger";
  }

  private static String recognised(Evaluation before, Evaluation after) {
    return after.has(Measure.TRIGGERED_ACCURACY) && before.has(Measure.TRIGGERED_ACCURACY)
        ? ", and "
            + percent(after.rate(Measure.TRIGGERED_ACCURACY))
            + " of the triggered images are now recognised for what they show, where "
            + percent(before.rate(Measure.TRIGGERED_ACCURACY))
            + " were"
            + ownAnswers(after)
        : ownAnswers(after);
  }

  private static String ownAnswers(Evaluation after) {
    return after.has(Measure.OWN_ANSWERS_BACK)
        ? "; "
            + percent(after.rate(Measure.OWN_ANSWERS_BACK))
            + " get the suspect\u2019s own answer without the trigger back"
        : "";
  }

  private static String trigger(RunRecord run) {
    return run.attack() == null ? "trigger" : run.attack().trigger() + " trigger";
  }

  static String target(RunRecord run) {
    @Nullable String target = run.attack() == null ? null : run.attack().target();
    return target == null ? "the target" : "\u201C" + target + "\u201D";
  }

  private static String noteOr(RunRecord run, String otherwise) {
    return run.note() == null ? otherwise : run.note();
  }

  static String sentence(String words) {
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
