package io.tbar.report;

import io.tbar.image.Pixels;
import io.tbar.result.AuditRecord;
import io.tbar.result.TriggerFinding;
import java.util.List;

/** The triggers that inversion found: what they look like, what they do, which one won and why. */
final class TriggerSection {
  private TriggerSection() {}

  static Html html(AuditRecord audit, List<TriggerView> views) {
    Html out = new Html();
    if (audit.triggers().isEmpty()) {
      return out;
    }
    Page.openSection(out, "triggers", "The inverted triggers");
    out.element("p", audit.reason());
    if (!views.isEmpty()) {
      out.open("div", "class", "samples").line();
      views.forEach(view -> draw(out, view, finding(audit, view)));
      out.close().line();
    }
    Table table =
        new Table(
            "families",
            "Families of triggers, smallest change at the top",
            "",
            "Family",
            "Effect on held-out images#",
            "Leads to",
            "Cosine#",
            "Change#",
            "Size#");
    for (TriggerFinding t : audit.triggers()) {
      table.row(
          t.family() + (t.chosen() ? " \u25C6 chosen" : t.usable() ? "" : " (not usable)"),
          Numbers.percent(t.effect()) + " (" + Numbers.interval(t.effect()) + ")",
          t.label(),
          Numbers.fixed(t.cosine(), 3),
          AuditHtml.figure(t.change()),
          AuditHtml.figure(t.size()));
    }
    out.add(table.html());
    out.element("h3", "Definitions").open("dl", "class", "definitions");
    out.element("dt", "Effect")
        .element(
            "dd",
            "Share of the held-out images taken for the label with the trigger, of those that are"
                + " not taken for it without.");
    out.element("dt", "Cosine")
        .element("dd", "Mean pairwise cosine of the triggered held-out embeddings.");
    out.element("dt", "Change")
        .element(
            "dd",
            "Root mean square change of a pixel on held-out images, of 1: the unit in which the"
                + " families are compared.");
    for (TriggerFinding t : audit.triggers()) {
      out.element("dt", "Size of " + t.family()).element("dd", t.sizeMeaning());
    }
    return out.close().close().line();
  }

  private static String finding(AuditRecord audit, TriggerView view) {
    return audit.triggers().stream()
        .filter(t -> t.family().equals(view.family()))
        .findFirst()
        .map(t -> t.chosen() ? "the smallest that works" : t.usable() ? "works" : "does not work")
        .orElse("");
  }

  private static void draw(Html out, TriggerView view, String note) {
    out.open("figure", "class", "sample");
    out.open("figcaption").element("strong", view.family()).text(" ");
    out.element("span", note, "class", "file").close();
    out.open("div", "class", "triple");
    picture(out, view.pattern(), "The " + view.family() + " trigger on mid-grey", "on mid-grey");
    picture(
        out,
        view.mask(),
        "What the " + view.family() + " trigger hides: white all, black nothing",
        "hides (white)");
    out.close().close().line();
  }

  private static void picture(Html out, Pixels pixels, String alt, String title) {
    SampleSection.picture(out, pixels, alt, title);
    out.close();
  }
}
