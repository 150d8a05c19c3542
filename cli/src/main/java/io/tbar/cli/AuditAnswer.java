package io.tbar.cli;

import io.tbar.result.AuditRecord;
import io.tbar.result.TriggerFinding;
import io.tbar.verdict.Answer;
import io.tbar.verdict.BaseComparison;
import io.tbar.verdict.LabelExcess;
import io.tbar.verdict.Support;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The answer of an audit in a few lines: what, compared with what, its worth, what to do next. */
final class AuditAnswer {
  private AuditAnswer() {}

  /**
   * @param path of the checkpoint as it was given
   * @param folder that was written, or null
   * @param several whether each checkpoint has a folder of its own there
   */
  static void print(
      String path, AuditRecord audit, @Nullable Path folder, boolean several, PrintWriter out) {
    out.printf("%s: %s.%n", path, audit.answer().text());
    TriggerFinding chosen = audit.chosen();
    if (chosen != null && audit.answer() != Answer.NOTHING_FOUND) {
      out.printf(
          "  Label: \"%s\"; a change of the picture (%s) makes it the answer to %s (%s) of held-out"
              + " pictures.%n",
          chosen.label(),
          chosen.family(),
          Numbers.percent(chosen.effect()),
          Numbers.interval(chosen.effect()));
    }
    BaseComparison with = audit.comparison();
    if (with != null) {
      leading(with, out);
    }
    out.println("  Compared with: " + reference(audit) + ".");
    audit.verdict().reasons().stream().limit(4).forEach(reason -> out.println("  " + reason));
    out.println("  Worth: " + worth(audit));
    out.println("  Next: " + next(path, audit, folder));
    if (folder != null) {
      Path own = several ? folder.resolve(audit.model()) : folder;
      out.println("  Pictures: " + own.resolve("report.html"));
    }
  }

  private static void leading(BaseComparison with, PrintWriter out) {
    if (with.leading().size() > 1) {
      out.println(
          "  Labels beyond the base, in order: "
              + with.leading().stream().map(AuditAnswer::excess).collect(Collectors.joining(", "))
              + ".");
    }
  }

  private static String excess(LabelExcess label) {
    return String.format(Locale.ROOT, "\"%s\" (%+.1f)", label.label(), label.excess());
  }

  private static String reference(AuditRecord audit) {
    BaseComparison with = audit.comparison();
    if (with != null) {
      return "the trusted base '" + with.base() + "'";
    }
    if (hasBase(audit)) {
      return "nothing yet: the comparison with the base was not finished";
    }
    Support support = audit.verdict().support();
    return support == null
        ? "nothing: there is neither a base nor a null set that fits"
        : "a null set of " + support.models() + " clean models";
  }

  /** A record says "none" of what was not given. */
  private static boolean hasBase(AuditRecord audit) {
    Object base = audit.configuration().get("base");
    return base != null && !base.equals("none");
  }

  private static String worth(AuditRecord audit) {
    Double p = audit.verdict().p();
    if (p == null) {
      return "none yet; there is no error rate without something to compare with.";
    }
    return String.format(
        Locale.ROOT,
        "of 100 clean models about %s would look like this or more so%s.",
        100 * p < 1 ? "1 or fewer" : String.format(Locale.ROOT, "%.0f", 100 * p),
        audit.comparison() != null ? " (a model of the spread, not a count)" : "");
  }

  private static String next(String path, AuditRecord audit, @Nullable Path folder) {
    return switch (audit.answer()) {
      case FOUND ->
          "look at the picture; remove it with 'tbar clean "
              + path
              + " --audit "
              + (folder == null ? "FOLDER" : folder)
              + "', or ask where the model comes from.";
      case NOTHING_FOUND ->
          "nothing more by this audit; it is no proof, so keep to models whose origin you know.";
      case CANNOT_TELL ->
          hasBase(audit) && audit.comparison() == null
              ? "give it more time with a longer --max-time, or a smaller --budget."
              : audit.comparison() == null
                  ? "give the model that it was fine-tuned from with --base, and let it finish."
                  : "look at the labels in the report; a larger --budget may find the change.";
    };
  }
}
