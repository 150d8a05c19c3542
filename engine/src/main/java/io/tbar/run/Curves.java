package io.tbar.run;

import io.tbar.data.ClassNames;
import io.tbar.defence.Defended;
import io.tbar.method.CurvePoint;
import io.tbar.method.SearchOptions;
import io.tbar.result.AlphaPoint;
import io.tbar.result.Series;
import java.util.ArrayList;
import java.util.List;

/** Curves of a run in the form of its record. */
final class Curves {
  private Curves() {}

  static Series loss(String name, List<Double> losses) {
    List<Series.Point> points = new ArrayList<>();
    for (int i = 0; i < losses.size(); i++) {
      points.add(new Series.Point(i + 1, losses.get(i)));
    }
    return new Series("loss while " + name, "step", "loss (nats)", points);
  }

  static Series of(Defended.Curve curve) {
    List<Series.Point> points = new ArrayList<>();
    for (int i = 0; i < curve.x().size(); i++) {
      points.add(new Series.Point(curve.x().get(i), curve.y().get(i)));
    }
    return new Series(curve.name(), curve.xUnit(), curve.yUnit(), points);
  }

  static List<AlphaPoint> alpha(List<CurvePoint> curve, SearchOptions options, ClassNames classes) {
    return curve.stream()
        .map(
            p ->
                new AlphaPoint(
                    p.alpha(),
                    p.clean(),
                    p.kept(),
                    p.attackSuccess(),
                    p.triggeredAccuracy(),
                    p.thirdClass(),
                    p.thirdClassIndex() < 0 ? null : classes.name(p.thirdClassIndex()),
                    p.kept() >= options.keep(),
                    p.ownAnswersBack(),
                    p.excess() == null ? null : (Double) p.excess().value()))
        .toList();
  }
}
