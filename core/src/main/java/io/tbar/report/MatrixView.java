package io.tbar.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the report of a matrix of attacks and defences shows; text and numbers only.
 *
 * @param title of the experiment
 * @param about one sentence, or empty
 * @param lead what came out, a sentence each
 * @param groups a row for all that differs by the seed alone
 * @param cells a row a cell
 * @param outcomes a point a group in the plane of clean accuracy and attack success
 * @param methods the same as means over all groups of a method
 * @param sweeps attack success and utility along the coefficient
 * @param maps weight-disentanglement error and the like; may be empty
 * @param failures what failed or cannot be: cell and sentence
 * @param provenance what it takes to do it again
 */
public record MatrixView(
    String title,
    String about,
    List<String> lead,
    Grid groups,
    Grid cells,
    List<Outcome> outcomes,
    List<Outcome> methods,
    List<Sweep> sweeps,
    List<Field> maps,
    Map<String, String> failures,
    Map<String, String> provenance) {

  /** A table whose columns can be sorted. */
  public record Grid(List<Column> columns, List<List<Value>> rows) {
    public Grid {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /**
   * A column.
   *
   * @param number whether it holds numbers
   * @param code whether it holds commands
   */
  public record Column(String title, boolean number, boolean code) {}

  /**
   * A place of a table.
   *
   * @param sort what it is sorted by where the column holds numbers, or null where it has none
   */
  public record Value(String text, @Nullable Double sort) {}

  /**
   * A method's outcome; shares in [0, 1].
   *
   * @param utility clean accuracy after
   * @param utilityHalf half its interval over the seeds, or NaN
   * @param asr attack success rate after
   * @param asrHalf half its interval over the seeds, or NaN
   */
  public record Outcome(
      String method,
      String label,
      double utility,
      double utilityHalf,
      double asr,
      double asrHalf) {}

  /**
   * A search along the coefficient.
   *
   * @param points {α, utility, attack success rate}, by rising α
   * @param chosen α that was taken, or NaN
   */
  public record Sweep(String label, List<double[]> points, double chosen) {
    public Sweep {
      points = List.copyOf(points);
    }
  }

  /**
   * A quantity over two coefficients.
   *
   * @param values [row][column], row 0 at the bottom
   */
  public record Field(
      String label, String xName, String yName, double[] x, double[] y, double[][] values) {}

  public MatrixView {
    lead = List.copyOf(lead);
    outcomes = List.copyOf(outcomes);
    methods = List.copyOf(methods);
    sweeps = List.copyOf(sweeps);
    maps = List.copyOf(maps);
    failures = new LinkedHashMap<>(failures);
    provenance = new LinkedHashMap<>(provenance);
  }
}
