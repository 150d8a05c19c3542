package io.tbar.cli;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.result.AuditRecord;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import io.tbar.result.TriggerFinding;
import io.tbar.verdict.Answer;
import java.io.PrintWriter;
import java.util.Objects;

/** The end of the demo: the model before the attack, infected and cleaned, side by side. */
final class DemoTable {
  private DemoTable() {}

  /**
   * @param target what the patch makes the model say
   * @param poisoned the infection, measured with the true trigger
   * @param after the cleaned model, measured with the true trigger
   */
  static void print(
      String target,
      RunRecord poisoned,
      RunRecord after,
      AuditRecord found,
      AuditRecord again,
      PrintWriter out) {
    Evaluation original = of(poisoned, RunRecord.BEFORE);
    Evaluation infected = of(poisoned, RunRecord.AFTER);
    Evaluation cleaned = of(after, RunRecord.MODEL);
    Table table = Table.of("", "original", "infected", "cleaned");
    row(table, "clean pictures answered rightly", Measure.CLEAN_TOP1, original, infected, cleaned);
    row(
        table,
        "pictures with the patch called \"" + target + "\"",
        Measure.ATTACK_SUCCESS,
        original,
        infected,
        cleaned);
    row(
        table,
        "pictures with the patch answered rightly",
        Measure.TRIGGERED_ACCURACY,
        original,
        infected,
        cleaned);
    table.row("audit", "", answer(found), answer(again));
    out.println();
    table.print(out);
    Rate kept = cleaned.rate(Measure.CLEAN_TOP1);
    out.printf(
        java.util.Locale.ROOT,
        "Clean accuracy kept: %.1f %%.%n",
        100 * kept.value() / infected.rate(Measure.CLEAN_TOP1).value());
  }

  private static void row(
      Table table,
      String name,
      Measure measure,
      Evaluation original,
      Evaluation infected,
      Evaluation cleaned) {
    table.row(
        name,
        Numbers.percent(original.rate(measure)),
        Numbers.percent(infected.rate(measure)),
        Numbers.percent(cleaned.rate(measure)));
  }

  /** The second audit may find something else than what was removed: a label tells them apart. */
  private static String answer(AuditRecord audit) {
    TriggerFinding chosen = audit.chosen();
    if (audit.answer() == Answer.FOUND && chosen != null) {
      return "found, towards \"" + chosen.label() + "\"";
    }
    return audit.answer().text();
  }

  private static Evaluation of(RunRecord record, String which) {
    Scores scores = Objects.requireNonNull(record.measures().get(which), which);
    return scores.evaluation();
  }
}
