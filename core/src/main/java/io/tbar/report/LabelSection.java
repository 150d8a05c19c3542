package io.tbar.report;

import io.tbar.result.AuditRecord;
import io.tbar.verdict.BaseComparison;
import io.tbar.verdict.LabelEffect;
import io.tbar.verdict.LabelExcess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How far each label can be driven: beyond the base where there is one. */
final class LabelSection {
  private static final int SHOWN = 20;

  private LabelSection() {}

  static Html html(AuditRecord audit) {
    Html out = new Html();
    BaseComparison with = audit.comparison();
    if (with == null && audit.effects() == null) {
      return out;
    }
    Page.openSection(
        out, "labels", with == null ? "How far each label can be driven" : "Beyond the base");
    out.element(
        "p",
        with == null
            ? "Mean margin of each label over the best other under changes of fixed strength, in"
                + " logits. Labels differ in this in clean models too; the same of a trusted base"
                + " (--base) would settle it."
            : "How much further each label can be driven than on the base '"
                + with.base()
                + "', in logits: bars to the right of the line only. A backdoor stands out at one"
                + " label.");
    List<LabelExcess> values = with == null ? margins(audit) : with.labels();
    double least = values.stream().mapToDouble(LabelExcess::excess).min().orElse(0);
    double from = with == null ? least : 0;
    double largest =
        values.stream().mapToDouble(v -> v.excess() - from).filter(v -> v > 0).max().orElse(1);
    List<BarChart.Row> rows = new ArrayList<>();
    for (LabelExcess value : values.stream().limit(SHOWN).toList()) {
      rows.add(
          new BarChart.Row(
              value.label(),
              with != null && value.equals(with.first()),
              List.of(
                  new BarChart.Bar(
                      "c1",
                      Math.max(0, value.excess() - from),
                      String.format(Locale.ROOT, "%+.1f", value.excess())))));
    }
    String title = with == null ? "Margin of each label" : "Excess of each label over the base";
    out.open("figure", "id", "labels-plot").element("figcaption", title);
    out.open("div", "class", "plot")
        .add(BarChart.draw("labels-chart", title, "One bar a label.", rows, largest))
        .close();
    out.close();
    return out.close().line();
  }

  /** Without a base: the mean over the families, the largest first. */
  private static List<LabelExcess> margins(AuditRecord audit) {
    if (audit.effects() == null) {
      return List.of();
    }
    List<LabelExcess> all = new ArrayList<>();
    for (LabelEffect label : audit.effects().labels()) {
      all.add(
          new LabelExcess(
              label.label(), label.margins().stream().mapToDouble(m -> m).average().orElse(0), 0));
    }
    all.sort(Comparator.comparingDouble(LabelExcess::excess).reversed());
    return all;
  }
}
