package io.tbar.cli;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.measure.Shift;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluations for people. */
final class EvaluationText {
  private EvaluationText() {}

  /** Every share with counts, interval and definition, and the answers class by class. */
  static void print(PrintWriter out, Evaluation evaluation, List<String> classes) {
    Table table = Table.of("measure", "share", "counts", "95 % interval");
    evaluation
        .rates()
        .forEach(
            (measure, rate) ->
                table.row(
                    measure.title(),
                    Numbers.percent(rate),
                    Numbers.counts(rate),
                    Numbers.interval(rate)));
    table.print(out);
    shift(out, evaluation.largestShift(), classes);
    out.println();
    perClass(out, evaluation, classes);
    out.println();
    evaluation
        .rates()
        .keySet()
        .forEach(measure -> out.println(measure.title() + ": " + measure.definition()));
  }

  /** The measures of two evaluations beside each other. */
  static void printBeforeAfter(PrintWriter out, Evaluation before, Evaluation after) {
    Table table = Table.of("measure", "before", "counts", "after", "counts", "95 % interval");
    for (Measure measure : Measure.values()) {
      if (before.has(measure) || after.has(measure)) {
        Rate was = before.rate(measure);
        Rate is = after.rate(measure);
        table.row(
            measure.title(),
            Numbers.percent(was),
            Numbers.counts(was),
            Numbers.percent(is),
            Numbers.counts(is),
            Numbers.interval(is));
      }
    }
    table.print(out);
  }

  private static void shift(PrintWriter out, @Nullable Shift shift, List<String> classes) {
    if (shift != null) {
      out.printf(
          "largest shift to a third class: %s, %s with the trigger, %s without%n",
          classes.get(shift.to()),
          Numbers.percent(shift.triggered()),
          Numbers.percent(shift.clean()));
    }
  }

  private static void perClass(PrintWriter out, Evaluation evaluation, List<String> classes) {
    boolean triggered = !evaluation.triggeredHistogram().isEmpty();
    Table table =
        triggered
            ? Table.of("class", "accuracy", "counts", "answers", "answers with trigger")
            : Table.of("class", "accuracy", "counts", "answers");
    for (int c = 0; c < classes.size(); c++) {
      Rate rate = evaluation.perClass().get(c);
      Object[] row = {
        classes.get(c),
        Numbers.percent(rate),
        Numbers.counts(rate),
        Numbers.count(evaluation.cleanHistogram().get(c)),
        triggered ? Numbers.count(evaluation.triggeredHistogram().get(c)) : ""
      };
      table.row(triggered ? row : java.util.Arrays.copyOf(row, 4));
    }
    table.print(out);
  }
}
