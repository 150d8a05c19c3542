package io.tbar.cli;

import io.tbar.measure.Statistic;
import io.tbar.result.AuditEntry;
import io.tbar.result.AuditRecord;
import io.tbar.result.AuditSummary;
import io.tbar.result.LabelCandidate;
import io.tbar.result.TriggerFinding;
import io.tbar.verdict.Ranked;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Audits for people. */
final class AuditText {
  private AuditText() {}

  /**
   * @param folder that was written, or null
   * @param verbose whether statistics, triggers and labels are printed too
   */
  static void print(AuditSummary summary, @Nullable Path folder, boolean verbose, PrintWriter out) {
    for (AuditEntry entry : summary.entries()) {
      if (entry.audit() == null) {
        out.printf(
            "%s: %s. %s%n",
            entry.path(), entry.outcome().name().toLowerCase(Locale.ROOT), entry.note());
      } else {
        AuditAnswer.print(entry.path(), entry.audit(), folder, summary.entries().size() > 1, out);
        if (verbose) {
          print(entry.audit(), out);
        }
      }
    }
    if (summary.entries().size() > 1) {
      out.println(summary.counts() + ".");
    }
  }

  private static void print(AuditRecord audit, PrintWriter out) {
    out.println();
    Table statistics = Table.of("statistic", "value", "suspicious", "rank", "p alone");
    for (Ranked r : audit.verdict().statistics()) {
      Statistic s = r.statistic();
      statistics.row(
          s.id(),
          value(s),
          s.suspicion().name().toLowerCase(Locale.ROOT),
          r.rank() == null ? "-" : r.rank(),
          r.p() == null ? "-" : figure(r.p()));
    }
    audit.further().forEach(s -> statistics.row(s.id(), value(s), "not judged", "-", "-"));
    statistics.print(out);
    out.println();
    if (!audit.triggers().isEmpty()) {
      Table triggers = Table.of("trigger", "effect", "95 % interval", "label", "cosine", "change");
      for (TriggerFinding t : audit.triggers()) {
        triggers.row(
            t.family() + (t.chosen() ? " (chosen)" : ""),
            Numbers.percent(t.effect()),
            Numbers.interval(t.effect()),
            t.label(),
            figure(t.cosine()),
            figure(t.change()));
      }
      triggers.print(out);
    }
    out.println(audit.reason());
    labels("Where it leads, by increase of the share:", audit.candidates(), out);
    labels("Nearest to the collapsed embedding:", audit.nearest(), out);
    out.printf(
        Locale.ROOT,
        "%,d images went through the tower in %.0f s: %.2f %% of what DECREE's released schedule"
            + " takes at most (1,000 epochs of 10,000 images).%n%n",
        audit.passes(),
        audit.timing().seconds(),
        100 * audit.shareOfDecree());
  }

  private static void labels(String title, List<LabelCandidate> labels, PrintWriter out) {
    if (labels.isEmpty()) {
      return;
    }
    out.println(title);
    Table table = Table.of("label", "without", "with", "95 % interval", "alignment");
    for (LabelCandidate c : labels) {
      table.row(
          c.label(),
          Numbers.percent(c.clean()),
          Numbers.percent(c.triggered()),
          Numbers.interval(c.triggered()),
          figure(c.alignment()));
    }
    table.print(out);
  }

  /** What the user should know besides, on stderr. */
  static void remarks(AuditSummary summary, Console console) {
    for (AuditEntry entry : summary.entries()) {
      if (entry.audit() != null) {
        entry.audit().warnings().forEach(w -> console.err().println("Note: " + w));
      }
    }
    if (summary.count(AuditEntry.Outcome.CHECKED) < summary.entries().size()) {
      for (AuditEntry entry : summary.entries()) {
        if (entry.note() != null) {
          console.err().println("tbar: " + entry.path() + ": " + entry.note());
        }
      }
    }
  }

  private static String value(Statistic s) {
    return s.censored() ? "none up to " + figure(s.value()) : figure(s.value());
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
