package io.tbar.run;

import io.tbar.data.ClassNames;
import io.tbar.invert.Candidate;
import io.tbar.invert.Curve;
import io.tbar.invert.Findings;
import io.tbar.result.LabelCandidate;
import io.tbar.result.Series;
import io.tbar.result.TriggerFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Findings of a scan in the form of its record. */
final class FindingRecords {
  private FindingRecords() {}

  static List<TriggerFinding> triggers(Findings findings, ClassNames classes) {
    return findings.triggers().stream()
        .map(
            t ->
                new TriggerFinding(
                    t.family(),
                    t.equals(findings.chosen()),
                    t.usable(),
                    t.size(),
                    t.sizeMeaning(),
                    t.change(),
                    classes.name(t.label()),
                    t.effect(),
                    t.cosine(),
                    List.of()))
        .toList();
  }

  static List<LabelCandidate> labels(List<Candidate> candidates) {
    return candidates.stream()
        .map(c -> new LabelCandidate(c.label(), c.clean(), c.triggered(), c.alignment()))
        .toList();
  }

  static List<Series> curves(Findings findings) {
    List<Series> series = new ArrayList<>();
    for (Curve curve : findings.curves()) {
      series.add(series(curve, "mean pairwise cosine under the trigger", Curve.Point::cosine));
      series.add(series(curve, "size of the trigger", Curve.Point::size));
    }
    return series;
  }

  private static Series series(Curve curve, String what, ToDoubleFunction<Curve.Point> value) {
    return new Series(
        curve.family() + ": " + what,
        "images through the tower",
        what,
        curve.points().stream()
            .map(p -> new Series.Point(p.passes(), value.applyAsDouble(p)))
            .toList());
  }
}
