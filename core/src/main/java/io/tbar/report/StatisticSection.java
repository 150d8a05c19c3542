package io.tbar.report;

import io.tbar.measure.Statistic;
import io.tbar.result.AuditRecord;
import io.tbar.result.NullValues;
import io.tbar.verdict.Ranked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Each statistic of the model against those of the clean models. */
final class StatisticSection {
  private StatisticSection() {}

  static Html html(AuditRecord audit) {
    Html out = new Html();
    List<Ranked> all = audit.verdict().statistics();
    if (all.isEmpty()) {
      return out;
    }
    Page.openSection(out, "statistics", "The model against clean ones");
    if (!audit.nulls().isEmpty()) {
      out.element(
          "p",
          "Each plot is one statistic: circles are the clean models of the null set, the diamond is"
              + " this model, and the arrow at the foot points to the suspicious end.");
      out.add(
          new Legend()
              .marker("c1", Marker.CIRCLE, "clean models")
              .marker("c2", Marker.DIAMOND, "this model")
              .html());
      out.open("div", "class", "panels");
      for (int i = 0; i < all.size(); i++) {
        NullValues nulls = nulls(audit, all.get(i).statistic().id());
        if (nulls != null) {
          StripPlot.figure(out, "strip-" + i, all.get(i), nulls);
        }
      }
      out.close().line();
    }
    Table table =
        new Table(
            "statistics-table",
            "Every statistic",
            "",
            "Statistic",
            "This model#",
            "Suspicious end",
            "Rank#",
            "p alone#");
    for (Ranked r : all) {
      Statistic s = r.statistic();
      table.row(
          s.id(),
          value(s),
          s.suspicion() == Statistic.Suspicion.LOW ? "low" : "high",
          r.rank() == null ? "\u2013" : r.rank() + " of " + (models(audit) + 1),
          r.p() == null ? "\u2013" : AuditHtml.figure(r.p()));
    }
    out.add(table.html());
    Table further =
        new Table(
            "further",
            "Further figures, which the verdict does not use",
            "",
            "Figure",
            "This model#",
            "Suspicious end");
    for (Statistic s : audit.further()) {
      further.row(s.id(), value(s), s.suspicion() == Statistic.Suspicion.LOW ? "low" : "high");
    }
    if (!further.isEmpty()) {
      out.open("details").element("summary", "Further figures").add(further.html()).close();
    }
    out.element("h3", "Definitions").open("dl", "class", "definitions");
    Map<String, List<String>> defined = new LinkedHashMap<>();
    Stream.concat(all.stream().map(Ranked::statistic), audit.further().stream())
        .forEach(s -> defined.computeIfAbsent(s.definition(), d -> new ArrayList<>()).add(s.id()));
    defined.forEach(
        (definition, ids) -> out.element("dt", String.join(", ", ids)).element("dd", definition));
    out.close();
    return out.close().line();
  }

  static String value(Statistic s) {
    return s.censored()
        ? "nothing up to " + AuditHtml.figure(s.value())
        : AuditHtml.figure(s.value());
  }

  private static int models(AuditRecord audit) {
    return audit.verdict().support() == null ? 0 : audit.verdict().support().models();
  }

  private static @Nullable NullValues nulls(AuditRecord audit, String id) {
    return audit.nulls().stream().filter(n -> n.id().equals(id)).findFirst().orElse(null);
  }
}
