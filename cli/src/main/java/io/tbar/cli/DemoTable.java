package io.tbar.cli;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Measure;
import io.tbar.result.AuditRecord;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import java.io.PrintWriter;
import java.util.Objects;

/** The end of the demo: the infected and the cleaned model side by side. */
final class DemoTable {
  private DemoTable() {}

  /**
   * @param poisoned the infection, measured with the true trigger
   * @param clean the cleaning, measured with the inverted trigger
   * @param after the cleaned model, measured with the true trigger
   */
  static void print(
      RunRecord poisoned,
      RunRecord clean,
      RunRecord after,
      AuditRecord found,
      AuditRecord again,
      PrintWriter out) {
    Evaluation infected = of(poisoned, RunRecord.AFTER);
    Evaluation cleaned = of(after, RunRecord.MODEL);
    Table table = Table.of("", "infected", "cleaned", "95 % interval");
    row(table, "clean accuracy", Measure.CLEAN_TOP1, infected, cleaned);
    row(table, "attack success, true trigger", Measure.ATTACK_SUCCESS, infected, cleaned);
    row(
        table,
        "attack success, inverted trigger",
        Measure.ATTACK_SUCCESS,
        of(clean, RunRecord.BEFORE),
        of(clean, RunRecord.AFTER));
    row(table, "accuracy under the true trigger", Measure.TRIGGERED_ACCURACY, infected, cleaned);
    table.row("audit", found.answer().text(), again.answer().text(), "");
    table.print(out);
  }

  private static void row(
      Table table, String name, Measure measure, Evaluation before, Evaluation after) {
    table.row(
        name,
        Numbers.percent(before.rate(measure)),
        Numbers.percent(after.rate(measure)),
        Numbers.interval(after.rate(measure)));
  }

  private static Evaluation of(RunRecord record, String which) {
    Scores scores = Objects.requireNonNull(record.measures().get(which), which);
    return scores.evaluation();
  }
}
