package io.tbar.result;

import io.tbar.base.Json;
import io.tbar.measure.Rate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The weight-disentanglement error over the plane of a clean and a trigger vector (Ortiz-Jimenez et
 * al. 2023, with disagreement of the most likely class as the distance), and clean accuracy and
 * attack success over the same plane.
 *
 * @param coefficients of either axis, rising
 * @param rows a row for each coefficient of the trigger vector, in it a point for each coefficient
 *     of the clean vector
 * @param images in each of the two sets
 */
public record DisentanglementMap(
    List<Double> coefficients, List<List<PlanePoint>> rows, int images) {
  private static final String CONVENTION =
      "xiMean is the mean of the two tasks' disagreement (0 to 1), xiSum their sum (0 to 2);"
          + " matrices hold a row for each trigger coefficient, in it a value for each clean"
          + " coefficient";

  public DisentanglementMap {
    coefficients = List.copyOf(coefficients);
    rows = rows.stream().map(List::copyOf).toList();
    int side = coefficients.size();
    if (rows.size() != side || rows.stream().anyMatch(row -> row.size() != side)) {
      throw new IllegalArgumentException("a grid of " + side + " needs as many rows and columns");
    }
  }

  /** Whether clean accuracy and attack success are known: they need labels. */
  public boolean labelled() {
    return rows.get(0).get(0).cleanAccuracy().total() > 0;
  }

  /** One value of each point, [trigger][clean]. */
  public double[][] surface(ToDoubleFunction<PlanePoint> value) {
    return rows.stream()
        .map(row -> row.stream().mapToDouble(value).toArray())
        .toArray(double[][]::new);
  }

  /** The points whose coefficients both lie in [low, high]. */
  public List<PlanePoint> within(double low, double high) {
    List<PlanePoint> inside = new ArrayList<>();
    for (int t = 0; t < rows.size(); t++) {
      for (int c = 0; c < rows.size(); c++) {
        if (isWithin(t, low, high) && isWithin(c, low, high)) {
          inside.add(rows.get(t).get(c));
        }
      }
    }
    return inside;
  }

  private boolean isWithin(int index, double low, double high) {
    return coefficients.get(index) >= low && coefficients.get(index) <= high;
  }

  /** Everything as JSON. */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("convention", CONVENTION);
    json.put("distance", "disagreement of the most likely class");
    json.put("images", images);
    json.put("coefficients", coefficients);
    json.put("xiMean", surface(PlanePoint::mean));
    json.put("xiSum", surface(PlanePoint::sum));
    json.put("xiClean", surface(p -> p.cleanError().value()));
    json.put("xiTrigger", surface(p -> p.triggerError().value()));
    if (labelled()) {
      json.put("cleanAccuracy", surface(p -> p.cleanAccuracy().value()));
      json.put("attackSuccess", surface(p -> p.attackSuccess().value()));
      json.put("triggeredAccuracy", surface(p -> p.triggeredAccuracy().value()));
    }
    return Json.write(json);
  }

  /** A line a point, with the counts behind each share. */
  public String toCsv() {
    Map<String, Function<PlanePoint, Rate>> rates = new LinkedHashMap<>();
    rates.put("clean_differ", PlanePoint::cleanError);
    rates.put("trigger_differ", PlanePoint::triggerError);
    rates.put("clean_correct", PlanePoint::cleanAccuracy);
    rates.put("attack_hits", PlanePoint::attackSuccess);
    rates.put("triggered_correct", PlanePoint::triggeredAccuracy);
    StringBuilder csv = new StringBuilder("alpha_clean,alpha_trigger,xi_mean,xi_sum");
    rates.keySet().forEach(name -> csv.append(',').append(name).append(',').append(name + "_of"));
    csv.append('\n');
    for (int t = 0; t < rows.size(); t++) {
      for (int c = 0; c < rows.size(); c++) {
        PlanePoint point = rows.get(t).get(c);
        csv.append(
            String.format(
                Locale.ROOT,
                "%s,%s,%.6f,%.6f",
                coefficients.get(c),
                coefficients.get(t),
                point.mean(),
                point.sum()));
        rates.values().stream()
            .map(rate -> rate.apply(point))
            .forEach(rate -> csv.append("," + rate.count() + "," + rate.total()));
        csv.append('\n');
      }
    }
    return csv.toString();
  }

  /** The mean of ξ (per task mean) over some points, in [0, 1]. */
  public static double average(List<PlanePoint> points) {
    return points.stream().mapToDouble(PlanePoint::mean).average().orElse(0);
  }

  /** Coefficients as a list. */
  public static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
