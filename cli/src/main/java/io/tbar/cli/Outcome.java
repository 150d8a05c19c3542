package io.tbar.cli;

import io.tbar.base.TbarException;
import io.tbar.measure.Evaluation;
import io.tbar.measure.Excess;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.measure.Shift;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Measures of a run as a table for people. */
final class Outcome {
  /** Exit code of a run that ended without an answer. */
  static final int INCONCLUSIVE = TbarException.Kind.INCONCLUSIVE.exitCode();

  private Outcome() {}

  /**
   * The end of a command: the record on stdout, as a table or as JSON, and on stderr what the user
   * should know besides and where the results lie.
   *
   * @param out folder with the report, or null where none was written
   */
  static void show(RunRecord run, boolean json, @Nullable Path out, Console console) {
    if (json) {
      console.out().print(run.toJson());
    } else {
      print(run, console.out());
    }
    remarks(run, console);
    if (out != null) {
      console
          .err()
          .printf(
              "Wrote %s: %s. Report: %s%n", out, run.status().text(), out.resolve("report.html"));
    }
  }

  /** What the user should know besides the figures, on stderr. */
  static void remarks(RunRecord run, Console console) {
    if (run.note() != null) {
      console.err().println(run.note());
    }
    run.warnings().forEach(warning -> console.err().println("Note: " + warning));
    if (run.skippedImages().count() > 0) {
      console
          .err()
          .printf(
              "Skipped %s image(s): %s.%n",
              Numbers.count(run.skippedImages().count()),
              String.join("; ", run.skippedImages().names().stream().limit(5).toList()));
    }
  }

  /** Every measure with its share, counts and interval; two models side by side. */
  static void print(RunRecord run, PrintWriter out) {
    Scores before = run.measures().get(RunRecord.BEFORE);
    Scores after = run.measures().get(RunRecord.AFTER);
    if (before != null && after != null) {
      both(before, after, out);
    } else {
      Scores one = before != null ? before : run.measures().get(RunRecord.MODEL);
      if (one != null) {
        single(one, out);
      }
    }
  }

  private static void both(Scores before, Scores after, PrintWriter out) {
    Table table = Table.of("measure", "before", "after", "95 % interval", "counts after");
    for (Measure measure : Measure.values()) {
      Rate a = rate(before.evaluation(), measure);
      Rate b = rate(after.evaluation(), measure);
      if (a != null || b != null) {
        table.row(
            measure.title(),
            a == null ? "-" : Numbers.percent(a),
            b == null ? "-" : Numbers.percent(b),
            b == null ? "-" : Numbers.interval(b),
            b == null ? "-" : Numbers.counts(b));
      }
    }
    Excess was = before.evaluation().excess();
    Excess left = after.evaluation().excess();
    if (was != null || left != null) {
      table.row(
          Excess.TITLE,
          was == null ? "-" : Numbers.points(was),
          left == null ? "-" : Numbers.points(left),
          left == null ? "-" : Numbers.interval(left),
          left == null ? "-" : Numbers.counts(left));
    }
    table.print(out);
    shift(after, out);
  }

  private static void single(Scores scores, PrintWriter out) {
    Table table = Table.of("measure", "share", "95 % interval", "counts");
    for (Measure measure : Measure.values()) {
      Rate rate = rate(scores.evaluation(), measure);
      if (rate != null) {
        table.row(
            measure.title(), Numbers.percent(rate), Numbers.interval(rate), Numbers.counts(rate));
      }
    }
    Excess excess = scores.evaluation().excess();
    if (excess != null) {
      table.row(
          Excess.TITLE, Numbers.points(excess), Numbers.interval(excess), Numbers.counts(excess));
    }
    table.print(out);
    shift(scores, out);
  }

  private static void shift(Scores scores, PrintWriter out) {
    Shift shift = scores.evaluation().largestShift();
    if (shift != null) {
      out.printf(
          "Largest shift to a third class: %s, %s of the triggered images (%s of the clean ones).%n",
          scores.classes().get(shift.to()),
          Numbers.percent(shift.triggered()),
          Numbers.percent(shift.clean()));
    }
  }

  private static @Nullable Rate rate(Evaluation evaluation, Measure measure) {
    return evaluation.has(measure) ? evaluation.rate(measure) : null;
  }
}
