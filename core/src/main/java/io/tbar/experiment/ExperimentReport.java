package io.tbar.experiment;

import io.tbar.report.MatrixReport;
import io.tbar.report.MatrixView;
import io.tbar.report.MatrixView.Column;
import io.tbar.report.MatrixView.Field;
import io.tbar.report.MatrixView.Grid;
import io.tbar.report.MatrixView.Outcome;
import io.tbar.report.MatrixView.Sweep;
import io.tbar.report.MatrixView.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The report of an experiment, from its results alone. */
public final class ExperimentReport {
  private static final String NONE = "–";

  private ExperimentReport() {}

  /**
   * @param commands that computes each cell again, by the cell's id
   * @param provenance what went in, and on what machine
   * @return HTML
   */
  public static String of(
      Matrix matrix,
      List<CellResult> cells,
      Map<String, String> commands,
      Map<String, String> provenance) {
    List<GroupResult> groups = GroupResult.of(cells);
    Map<String, String> failures = new LinkedHashMap<>();
    for (CellResult cell : cells) {
      if (cell.reason() != null) {
        failures.put(cell.cell().id(), cell.status().text() + ": " + cell.reason());
      }
    }
    return MatrixReport.of(
        new MatrixView(
            matrix.name(),
            matrix.about(),
            lead(cells),
            groupGrid(groups),
            cellGrid(cells, groups, commands),
            groups.stream().flatMap(group -> outcome(group, cells).stream()).toList(),
            methods(cells),
            sweeps(cells, groups),
            maps(cells, groups),
            failures,
            provenance(cells, provenance)));
  }

  private static List<String> lead(List<CellResult> cells) {
    Map<CellStatus, Integer> counts = new LinkedHashMap<>();
    for (CellStatus status : CellStatus.values()) {
      int count = (int) cells.stream().filter(cell -> cell.status() == status).count();
      if (count > 0) {
        counts.put(status, count);
      }
    }
    List<String> parts = new ArrayList<>();
    counts.forEach((status, count) -> parts.add(count + " " + status.text()));
    List<String> lead = new ArrayList<>();
    lead.add(cells.size() + " cells: " + String.join(", ", parts) + ".");
    if (counts.containsKey(CellStatus.ATTACK_DID_NOT_TAKE)) {
      lead.add("Where the attack did not take there is nothing to remove, and nothing is counted.");
    }
    return lead;
  }

  private static Grid groupGrid(List<GroupResult> groups) {
    List<String> axes = ResultTables.axes(groups);
    List<Figure> figures = ResultTables.figures(groups);
    List<Column> columns = new ArrayList<>();
    axes.forEach(axis -> columns.add(new Column(axis, false, false)));
    columns.add(new Column("status", false, false));
    columns.add(new Column("seeds", true, false));
    figures.forEach(figure -> columns.add(new Column(figure.title(), true, false)));
    List<List<Value>> rows = new ArrayList<>();
    for (GroupResult group : groups) {
      List<Value> row = new ArrayList<>();
      axes.forEach(axis -> row.add(word(group.cell().axes().getOrDefault(axis, ""))));
      row.add(word(group.status()));
      row.add(new Value(Integer.toString(group.seeds()), (double) group.seeds()));
      for (Figure figure : figures) {
        Spread spread = group.figures().get(figure);
        row.add(
            spread == null
                ? new Value(NONE, null)
                : new Value(ResultTables.text(figure, spread), spread.mean()));
      }
      rows.add(row);
    }
    return new Grid(columns, rows);
  }

  private static Grid cellGrid(
      List<CellResult> cells, List<GroupResult> groups, Map<String, String> commands) {
    List<Figure> figures = ResultTables.figures(groups);
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("cell", false, false));
    columns.add(new Column("status", false, false));
    figures.forEach(figure -> columns.add(new Column(figure.title(), true, false)));
    columns.add(new Column("seconds in all", true, false));
    columns.add(new Column("computes it again and compares", false, true));
    List<List<Value>> rows = new ArrayList<>();
    for (CellResult cell : cells) {
      List<Value> row = new ArrayList<>();
      row.add(word(cell.cell().id()));
      row.add(word(cell.status().text()));
      for (Figure figure : figures) {
        Double value = cell.number(figure);
        row.add(
            value == null
                ? new Value(NONE, null)
                : new Value(ResultTables.text(figure, Spread.of(List.of(value))), value));
      }
      row.add(
          new Value(String.format(Locale.ROOT, "%.0f", cell.seconds()), (double) cell.seconds()));
      row.add(word(commands.getOrDefault(cell.cell().id(), "")));
      rows.add(row);
    }
    return new Grid(columns, rows);
  }

  private static Value word(String text) {
    return new Value(text, null);
  }

  private static List<Outcome> outcome(GroupResult group, List<CellResult> cells) {
    List<CellResult> own =
        cells.stream().filter(c -> c.cell().group().equals(group.cell().group())).toList();
    Outcome outcome = mean(group.cell().method(), group.cell().group(), own);
    return outcome == null ? List.of() : List.of(outcome);
  }

  private static List<Outcome> methods(List<CellResult> cells) {
    Map<String, List<CellResult>> methods = new LinkedHashMap<>();
    for (CellResult cell : cells) {
      methods.computeIfAbsent(cell.cell().method(), name -> new ArrayList<>()).add(cell);
    }
    List<Outcome> outcomes = new ArrayList<>();
    methods.forEach(
        (method, own) -> {
          Outcome outcome = mean(method, method, own);
          if (outcome != null) {
            outcomes.add(outcome);
          }
        });
    return outcomes;
  }

  /** The infected model stands for a method that gave none: leaving it out would flatter. */
  private static @Nullable Outcome mean(String method, String label, List<CellResult> cells) {
    List<Double> utility = new ArrayList<>();
    List<Double> success = new ArrayList<>();
    for (CellResult cell : cells) {
      boolean gaveNone =
          cell.status() == CellStatus.NO_FEASIBLE_ALPHA
              || cell.status() == CellStatus.NOTHING_FOUND;
      Double ca = cell.number(gaveNone ? Figure.CA_BEFORE : Figure.CA_AFTER);
      Double asr = cell.number(gaveNone ? Figure.ASR_BEFORE : Figure.ASR_AFTER);
      if (ca != null && asr != null) {
        utility.add(ca);
        success.add(asr);
      }
    }
    if (utility.isEmpty()) {
      return null;
    }
    Spread ca = Spread.of(utility);
    Spread asr = Spread.of(success);
    // Over several attacks the spread says how they differ, not how sure the mean is.
    boolean oneGroup = cells.stream().map(c -> c.cell().group()).distinct().count() == 1;
    return new Outcome(
        method,
        label,
        ca.mean(),
        oneGroup ? ca.half() : Double.NaN,
        asr.mean(),
        oneGroup ? asr.half() : Double.NaN);
  }

  private static List<Sweep> sweeps(List<CellResult> cells, List<GroupResult> groups) {
    List<String> axes = ResultTables.axes(groups);
    List<Sweep> sweeps = new ArrayList<>();
    for (CellResult cell : firstSeeds(cells, CellResult.CURVE)) {
      List<double[]> points = new ArrayList<>();
      for (List<?> point : lists(cell, CellResult.CURVE)) {
        if (point.size() == 3) {
          points.add(numbers(point));
        }
      }
      Double chosen = cell.number(Figure.ALPHA);
      sweeps.add(new Sweep(name(cell, axes), points, chosen == null ? Double.NaN : chosen));
    }
    return sweeps;
  }

  private static List<Field> maps(List<CellResult> cells, List<GroupResult> groups) {
    List<String> axes = ResultTables.axes(groups);
    List<Field> maps = new ArrayList<>();
    for (CellResult cell : firstSeeds(cells, CellResult.XI_MAP)) {
      double[] axis = numbers(list(cell, CellResult.COEFFICIENTS));
      double[][] values =
          lists(cell, CellResult.XI_MAP).stream()
              .map(ExperimentReport::numbers)
              .toArray(double[][]::new);
      maps.add(
          new Field(
              name(cell, axes), "clean coefficient", "trigger coefficient", axis, axis, values));
    }
    return maps;
  }

  /** The first cell of each group that has this list of lists, and something in it. */
  private static List<CellResult> firstSeeds(List<CellResult> cells, String key) {
    Set<String> seen = new TreeSet<>();
    return cells.stream()
        .filter(cell -> !lists(cell, key).isEmpty() && seen.add(cell.cell().group()))
        .toList();
  }

  private static List<List<?>> lists(CellResult cell, String key) {
    List<List<?>> lists = new ArrayList<>();
    for (Object one : list(cell, key)) {
      if (one instanceof List<?> inner) {
        lists.add(inner);
      }
    }
    return lists;
  }

  private static List<?> list(CellResult cell, String key) {
    return cell.figures().get(key) instanceof List<?> list ? list : List.of();
  }

  private static double[] numbers(List<?> values) {
    return values.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
  }

  private static String name(CellResult cell, List<String> axes) {
    return String.join(
        ", ", axes.stream().map(axis -> cell.cell().axes().getOrDefault(axis, "")).toList());
  }

  private static Map<String, String> provenance(
      List<CellResult> cells, Map<String, String> further) {
    Map<String, String> all = new LinkedHashMap<>(further);
    Set<String> stages = new TreeSet<>();
    cells.forEach(cell -> stages.addAll(cell.stages().values()));
    all.put("stages used", Integer.toString(stages.size()));
    all.put(
        "seeds",
        String.join(
            ", ", cells.stream().map(c -> Long.toString(c.cell().seed())).distinct().toList()));
    return all;
  }
}
