package io.tbar.cli;

import io.tbar.run.CostEstimate;
import io.tbar.run.CostEstimate.Stage;
import io.tbar.run.Speed;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What --dry-run prints. */
final class CostText {
  /** Of the options that ask for it. */
  static final String DESCRIPTION =
      "Only tell what the command would take, and write nothing: passes through the image tower at"
          + " most, seconds by a second that is measured now, memory at the peak.";

  private CostText() {}

  /** Prints, and returns the exit code. */
  static int show(List<CostEstimate> estimates, boolean json, PrintWriter out) {
    if (json) {
      out.print(CostEstimate.toJson(estimates));
    } else {
      estimates.forEach(estimate -> print(estimate, out));
      out.println(
          "Passes are images through the image tower, forward and backward counted apart. Nothing was"
              + " written.");
    }
    return BaseCommand.OK;
  }

  private static void print(CostEstimate estimate, PrintWriter out) {
    boolean known = estimate.availableBytes() < Long.MAX_VALUE;
    out.printf(
        "%s %s: at most %s passes, about %s, %s of memory%s.%n",
        estimate.command(),
        Shown.line(estimate.model(), 200),
        Numbers.count(estimate.passes()),
        time(estimate.seconds()),
        gigabytes(estimate.peakBytes()),
        known ? " (" + gigabytes(estimate.availableBytes()) + " are left)" : "");
    Table table = Table.of("stage", "passes", "time");
    for (Stage stage : estimate.stages()) {
      long passes = stage.passes().all();
      table.row(stage.name(), passes == 0 ? "-" : Numbers.count(passes), time(stage.seconds()));
    }
    table.print(out);
    Speed speed = estimate.speed();
    out.printf(
        Locale.ROOT,
        "Measured on %s with %d %s: %s images/s, %s with a gradient of the pixels%s.%n",
        speed.device(),
        speed.threads(),
        speed.threads() == 1 ? "thread" : "threads",
        rate(speed.seen()),
        rate(speed.searched()),
        speed.trained() > 0 ? ", " + rate(speed.trained()) + " with one of the weights" : "");
    if (known && estimate.peakBytes() > estimate.availableBytes()) {
      out.println("That is more memory than is left; take a smaller --batch or a larger machine.");
    }
  }

  private static String time(double seconds) {
    return seconds < 1 ? "< 1 s" : Durations.clock((long) (seconds * 1e9));
  }

  private static String rate(double seconds) {
    double rate = 1 / seconds;
    return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%,.0f", rate);
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
