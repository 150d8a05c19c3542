package io.tbar.report;

import io.tbar.measure.Rate;
import io.tbar.result.AuditRecord;
import io.tbar.result.LabelCandidate;
import io.tbar.result.TriggerFinding;
import io.tbar.verdict.Answer;
import io.tbar.verdict.Support;
import io.tbar.verdict.Verdict;
import java.util.List;
import java.util.Locale;

/** The report of an audit as one HTML file; needs neither network nor script. */
public final class AuditHtml {
  private static final int SHOWN = 10;

  private AuditHtml() {}

  /**
   * @param views the triggers as pictures, in the order of the record's; may be empty
   * @param samples images with and without the chosen trigger; may be empty
   * @return the whole file, to be written as UTF-8
   */
  public static String of(AuditRecord audit, List<TriggerView> views, List<SampleView> samples) {
    Page page =
        new Page()
            .section("verdict", "Verdict", verdict(audit))
            .section("images", "Images", images(audit, samples))
            .section("labels", "Labels", LabelSection.html(audit))
            .section("triggers", "Triggers", TriggerSection.html(audit, views))
            .section("statistics", "Statistics", StatisticSection.html(audit))
            .section("targets", "Targets", targets(audit))
            .section("curves", "Curves", CurveSection.html(audit.curves()))
            .section("warnings", "Worth knowing", warnings(audit))
            .section("provenance", "Provenance", ProvenanceSection.html(audit))
            .section("limits", "Limits", limits());
    Html header = new Html();
    header.open("p", "class", "kicker").text("tbar audit of " + audit.model() + " ");
    header.element("span", audit.answer().text(), "class", "badge").close();
    header.element("h1", headline(audit));
    audit.verdict().reasons().forEach(reason -> header.element("p", reason, "class", "lead"));
    return page.html(
        headline(audit) + " \u2013 tbar audit",
        header,
        audit.tool().name()
            + " "
            + audit.tool().version()
            + ", run started "
            + audit.timing().started()
            + ". The same figures for programs: audit.json beside this file.");
  }

  private static String headline(AuditRecord audit) {
    TriggerFinding chosen = audit.chosen();
    return switch (audit.answer()) {
      case FOUND ->
          chosen == null
              ? "Trigger-like behaviour found, but no usable trigger"
              : "A trigger-like change makes it answer \u201C" + chosen.label() + "\u201D";
      case NOTHING_FOUND -> "Nothing found that clean models do not show too";
      case CANNOT_TELL -> "Cannot tell whether there is a backdoor";
    };
  }

  private static Html verdict(AuditRecord audit) {
    Html out = new Html();
    Page.openSection(out, "verdict", "What the verdict stands on");
    Verdict verdict = audit.verdict();
    Table table = new Table("verdict-table", "The answer and its error rate", "", "What", "Value");
    table.row("answer", verdict.answer().text());
    Support support = verdict.support();
    if (support != null && verdict.p() != null) {
      table.row("conformal p-value of all statistics together", figure(verdict.p()));
      table.row("level: flagged where p is not above", figure(support.level()));
      table.row("clean models compared with", Numbers.count(support.models()));
      table.row("their lineages", Numbers.count(support.lineages()));
      table.row("smallest p-value this null set allows", figure(support.floor()));
      table.row(
          "false-positive rate of this null set, 90 % range",
          support.enough()
              ? Numbers.percent(support.rateLow()) + " to " + Numbers.percent(support.rateHigh())
              : "nothing can be flagged");
    } else if (audit.comparison() != null) {
      table.row("compared with the trusted base", audit.comparison().base());
      table.row("p of the largest excess over it", figure(audit.comparison().p()));
      table.row("label of the largest excess", audit.comparison().first().label());
    } else {
      table.row("calibration", "none: no null set of clean models was there to compare with");
    }
    table.row("images through the tower", Numbers.count(audit.passes()));
    table.row(
        "as a share of DECREE's released schedule",
        Numbers.percent(audit.shareOfDecree()) + " of " + Numbers.count(AuditRecord.DECREE_PASSES));
    table.row("time", Numbers.duration(audit.timing().seconds()));
    out.add(table.html());
    if (!audit.notDone().isEmpty()) {
      out.element("h3", "What was not done").open("ul");
      audit.notDone().forEach(sentence -> out.element("li", sentence));
      out.close();
    }
    out.element("p", nextStep(audit.answer()));
    return out.close().line();
  }

  private static String nextStep(Answer answer) {
    return switch (answer) {
      case FOUND ->
          "What to do next: look at the trigger below, remove it with \u2018tbar clean --audit\u2019,"
              + " or ask where the checkpoint comes from. Natural triggers exist, so this is"
              + " evidence, not a proof of intent.";
      case NOTHING_FOUND ->
          "What to do next: nothing more by this audit. It is no proof that there is no backdoor;"
              + " triggers that depend on the picture, or that no family here can form, stay"
              + " unseen.";
      case CANNOT_TELL ->
          "What to do next: give the trusted model that it was fine-tuned from with \u2018--base\u2019,"
              + " or make a null set of clean models of this architecture with \u2018tbar audit"
              + " calibrate\u2019 and the same images, or give the scan more time.";
    };
  }

  private static Html images(AuditRecord audit, List<SampleView> samples) {
    TriggerFinding chosen = audit.chosen();
    return SampleSection.html("images", samples, chosen == null ? null : chosen.label());
  }

  private static Html targets(AuditRecord audit) {
    Html out = new Html();
    if (audit.candidates().isEmpty() && audit.nearest().isEmpty()) {
      return out;
    }
    Page.openSection(out, "targets", "Where the trigger leads");
    out.element(
        "p",
        "Held-out images with and without the trigger, against the vocabulary; Wilson 95 %"
            + " intervals. The attacker\u2019s word need not be in the vocabulary: the second table"
            + " has what lies nearest to the mean triggered embedding.");
    candidates(out, "candidates", "By increase of their share", audit.candidates());
    candidates(out, "nearest", "Nearest to the collapsed embedding", audit.nearest());
    return out.close().line();
  }

  private static void candidates(
      Html out, String id, String caption, List<LabelCandidate> candidates) {
    if (candidates.isEmpty()) {
      return;
    }
    Table table =
        new Table(
            id, caption, "", "Label", "Without#", "With the trigger#", "Interval#", "Alignment#");
    candidates.stream()
        .limit(SHOWN)
        .forEach(
            c ->
                table.row(
                    c.label(),
                    Numbers.percent(c.clean()),
                    Numbers.percent(c.triggered()),
                    interval(c.triggered()),
                    Numbers.fixed(c.alignment(), 3)));
    out.add(table.html());
  }

  private static String interval(Rate rate) {
    return rate.total() == 0 ? "\u2013" : Numbers.interval(rate);
  }

  private static Html warnings(AuditRecord audit) {
    Html out = new Html();
    if (audit.warnings().isEmpty()) {
      return out;
    }
    Page.openSection(out, "warnings", "Worth knowing");
    out.open("ul", "class", "warnings");
    audit.warnings().forEach(warning -> out.element("li", warning));
    return out.close().close().line();
  }

  private static Html limits() {
    Html out = new Html();
    Page.openSection(out, "limits", "What an audit cannot say");
    out.open("ul");
    out.element(
        "li",
        "The absence of a finding is no proof. Triggers that depend on the picture or its class,"
            + " attacks that keep triggered embeddings apart, and prompts that carry the backdoor"
            + " lie outside of what is searched.");
    out.element(
        "li",
        "A finding is no proof of intent: clean models have natural triggers. The p-value says how"
            + " seldom a clean model like those of the null set looks like this.");
    out.element(
        "li",
        "The error rate holds if the model, were it clean, could have been one of the null set:"
            + " same architecture, similar training. Fine-tunings of one base share its natural"
            + " triggers, so count lineages, not models.");
    out.element(
        "li",
        "The inverted trigger need not look like the attacker\u2019s; it only has the same effect."
            + " The smallest that works is shown.");
    return out.close().close().line();
  }

  static String figure(double value) {
    return value != 0 && Math.abs(value) < 1e-3
        ? String.format(Locale.ROOT, "%.2e", value)
        : Numbers.trimmed(value, 4);
  }
}
