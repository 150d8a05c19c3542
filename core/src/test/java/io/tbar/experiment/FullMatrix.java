package io.tbar.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The paper's matrix (three data sets, four attacks, three methods, three seeds) on many workers,
 * simulated from given seconds of each kind of stage. Writes the plot of docs/cluster.md:
 *
 * <p>{@code java io.tbar.experiment.FullMatrix POISON CLEAN EVALUATE > docs/cluster-scale.svg}
 */
public final class FullMatrix {
  private static final int[] WORKERS = {1, 2, 4, 8, 16, 32, 64, 128, 256};

  private FullMatrix() {}

  public static void main(String[] args) {
    Map<String, Double> seconds =
        Map.of(
            "poison", Double.valueOf(args[0]),
            "clean", Double.valueOf(args[1]),
            "evaluate", Double.valueOf(args[2]));
    List<PlanSimulation> all = new ArrayList<>();
    for (int workers : WORKERS) {
      all.add(
          PlanSimulation.of(
              cells(), workers, stage -> seconds.getOrDefault(stage.kind(), Double.NaN)));
    }
    System.out.print(svg(all));
    all.forEach(
        one ->
            System.err.printf(
                Locale.ROOT,
                "| %d | %.0f | %.0f | %.2f |%n",
                one.workers(),
                one.seconds(),
                one.bound(),
                one.seconds() / one.bound()));
  }

  static List<PlannedCell> cells() {
    FakeStages fakes = new FakeStages();
    List<PlannedCell> cells = new ArrayList<>();
    for (long seed = 0; seed < 3; seed++) {
      for (int data = 0; data < 3; data++) {
        for (int attack = 0; attack < 4; attack++) {
          for (int method = 0; method < 3; method++) {
            Cell cell = new Cell("m", "d" + data, "a" + attack, "t" + method, "b", seed);
            String infected = cell.data() + " " + cell.attack() + " " + seed;
            Stage poison = fakes.stage("poison", Map.of("of", infected), Map.of());
            Stage clean =
                fakes.stage("clean", Map.of("by", cell.method()), Map.of("poison", poison));
            Map<String, Stage> stages = new LinkedHashMap<>();
            stages.put("poison", poison);
            stages.put("clean", clean);
            stages.put("evaluate", fakes.stage("evaluate", Map.of(), Map.of("clean", clean)));
            cells.add(PlannedCell.of(cell, stages));
          }
        }
      }
    }
    return cells;
  }

  private static String svg(List<PlanSimulation> all) {
    double most = all.get(0).seconds();
    StringBuilder text = new StringBuilder();
    text.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 360\" role=\"img\""
            + " font-family=\"sans-serif\" font-size=\"12\"><title>Time of the full matrix by"
            + " workers, beside the lower bound</title><rect width=\"640\" height=\"360\""
            + " fill=\"#fff\"/>\n");
    StringBuilder line = new StringBuilder();
    StringBuilder bound = new StringBuilder();
    for (PlanSimulation one : all) {
      double x = x(one.workers());
      line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(one.seconds(), most)));
      bound.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(one.bound(), most)));
      text.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#0b57a4\"/><text x=\"%.1f\" y=\"330\""
                  + " text-anchor=\"middle\">%d</text><text x=\"%.1f\" y=\"%.1f\">%.2f %%</text>%n",
              x,
              y(one.seconds(), most),
              x,
              one.workers(),
              x + 5,
              y(one.seconds(), most) - 7,
              100 * one.seconds() / most));
    }
    text.append("<polyline fill=\"none\" stroke=\"#0b57a4\" stroke-width=\"2\" points=\"")
        .append(line)
        .append("\"/>\n<polyline fill=\"none\" stroke=\"#777\" stroke-dasharray=\"5 4\" points=\"")
        .append(bound)
        .append("\"/>\n<text x=\"60\" y=\"350\">workers (doubling)</text>");
    text.append("<text x=\"430\" y=\"40\" fill=\"#0b57a4\">simulated, share of one worker</text>");
    return text.append(
            "<text x=\"430\" y=\"58\" fill=\"#777\">- - no schedule beats</text></svg>\n")
        .toString();
  }

  private static double x(int workers) {
    return 60 + 65 * Math.log(workers) / Math.log(2);
  }

  /** Halvings of the time go down by equal steps, as workers double to the right. */
  private static double y(double seconds, double most) {
    return 40 + 32 * Math.log(most / seconds) / Math.log(2);
  }
}
