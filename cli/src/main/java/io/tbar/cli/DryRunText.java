package io.tbar.cli;

import io.tbar.experiment.DryRun;
import io.tbar.experiment.PlannedCell;
import java.io.PrintWriter;
import java.util.OptionalDouble;

/** What an experiment would do, for people. */
final class DryRunText {
  private DryRunText() {}

  static void print(DryRun plan, PrintWriter out) {
    Table cells = Table.of("cell", "stages", "");
    for (PlannedCell cell : plan.cells()) {
      cells.row(
          cell.cell().id(),
          String.join(" → ", cell.stages().values().stream().map(s -> s.kind()).toList()),
          cell.impossible() == null ? "" : "cannot be: " + cell.impossible());
    }
    cells.print(out);
    out.println();
    Table stages = Table.of("stage", "stored", "to compute", "time");
    plan.kinds()
        .forEach(
            (kind, count) ->
                stages.row(
                    kind,
                    count.stored(),
                    count.open(),
                    count.open() == 0
                        ? "-"
                        : count.timed() < count.open() ? "unknown" : time(count.seconds())));
    stages.print(out);
    OptionalDouble seconds = plan.seconds();
    out.printf(
        "%d cells, %d stages to compute, %s.%n",
        plan.cells().size(),
        plan.open(),
        plan.open() == 0
            ? "nothing to wait for"
            : seconds.isPresent()
                ? "about " + time(seconds.getAsDouble()) + " by what like stages took"
                : "time unknown until stages of each kind were timed");
  }

  private static String time(double seconds) {
    return Durations.clock((long) (seconds * 1e9));
  }
}
