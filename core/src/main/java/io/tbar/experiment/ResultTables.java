package io.tbar.experiment;

import io.tbar.base.Json;
import io.tbar.base.TableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as text: a JSON line a cell, CSV a cell, Markdown and LaTeX a group of seeds. */
public final class ResultTables {
  private static final String NONE = "–";

  private ResultTables() {}

  /** One JSON object a line. */
  public static String jsonLines(List<CellResult> cells) {
    StringBuilder lines = new StringBuilder();
    for (CellResult cell : cells) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("cell", cell.cell().id());
      map.putAll(cell.cell().axes());
      map.put("seed", cell.cell().seed());
      map.put("status", cell.status().text());
      if (cell.reason() != null) {
        map.put("reason", cell.reason());
      }
      map.put("figures", cell.figures());
      map.put("seconds", cell.seconds());
      map.put("stages", cell.stages());
      // Texts hold no line ends of their own once they are JSON.
      lines.append(Json.write(map).replaceAll("\\n *", "")).append('\n');
    }
    return lines.toString();
  }

  /** RFC 4180, one line a cell; shares in [0, 1]. */
  public static String csv(List<CellResult> cells) {
    List<String> heads = new ArrayList<>(Cell.AXES);
    heads.addAll(List.of("seed", "status"));
    for (Figure figure : Figure.values()) {
      heads.add(figure.key());
    }
    heads.addAll(List.of("secondsInAll", "reason"));
    StringBuilder csv = new StringBuilder();
    line(csv, heads);
    for (CellResult cell : cells) {
      List<String> row = new ArrayList<>(cell.cell().axes().values());
      row.add(Long.toString(cell.cell().seed()));
      row.add(cell.status().text());
      for (Figure figure : Figure.values()) {
        Double value = cell.number(figure);
        row.add(value == null ? "" : Json.write(value).strip());
      }
      row.add(Json.write(cell.seconds()).strip());
      row.add(cell.reason() == null ? "" : cell.reason());
      line(csv, row);
    }
    return csv.toString();
  }

  private static void line(StringBuilder csv, List<String> cells) {
    String separator = "";
    for (String cell : cells) {
      csv.append(separator);
      csv.append(TableText.csv(cell));
      separator = ",";
    }
    csv.append("\r\n");
  }

  /** Mean ± half the 95 % interval over the seeds, one row a group. */
  public static String markdown(List<CellResult> cells) {
    List<GroupResult> groups = GroupResult.of(cells);
    List<String> axes = axes(groups);
    List<Figure> figures = figures(groups);
    StringBuilder out = new StringBuilder();
    List<String> heads = heads(axes, figures);
    out.append("| ").append(String.join(" | ", heads)).append(" |\n|");
    heads.forEach(head -> out.append("---|"));
    out.append('\n');
    for (GroupResult group : groups) {
      List<String> row = row(group, axes, figures);
      row.replaceAll(TableText::markdown);
      out.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
    return out.toString();
  }

  /** The same as a LaTeX tabular for booktabs. */
  public static String latex(List<CellResult> cells) {
    List<GroupResult> groups = GroupResult.of(cells);
    List<String> axes = axes(groups);
    List<Figure> figures = figures(groups);
    StringBuilder out = new StringBuilder();
    out.append("% needs \\usepackage{booktabs}\n\\begin{tabular}{");
    out.append("l".repeat(axes.size() + 2)).append("r".repeat(figures.size())).append("}\n");
    out.append("\\toprule\n");
    out.append(latexRow(heads(axes, figures))).append("\\midrule\n");
    for (GroupResult group : groups) {
      out.append(latexRow(row(group, axes, figures)));
    }
    return out.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  private static String latexRow(List<String> cells) {
    return String.join(" & ", cells.stream().map(ResultTables::latexText).toList()) + " \\\\\n";
  }

  private static String latexText(String text) {
    return text.replace("\\", "\\textbackslash ")
        .replaceAll("([&%$#_{}])", "\\\\$1")
        .replace("~", "\\textasciitilde ")
        .replace("^", "\\textasciicircum ")
        .replace(" ± ", " $\\pm$ ")
        .replace(" \\%", "\\,\\%")
        .replace("–", "--");
  }

  private static List<String> heads(List<String> axes, List<Figure> figures) {
    List<String> heads = new ArrayList<>(axes);
    heads.addAll(List.of("status", "seeds"));
    figures.forEach(figure -> heads.add(figure.title()));
    return heads;
  }

  /** The axes along which there is more than one name; the method in any case. */
  static List<String> axes(List<GroupResult> groups) {
    return Cell.AXES.stream()
        .filter(
            axis ->
                axis.equals("method")
                    || groups.stream().map(g -> g.cell().axes().get(axis)).distinct().count() > 1)
        .toList();
  }

  /** The figures that at least one group has. */
  static List<Figure> figures(List<GroupResult> groups) {
    return List.of(Figure.values()).stream()
        .filter(figure -> groups.stream().anyMatch(g -> g.figures().containsKey(figure)))
        .toList();
  }

  private static List<String> row(GroupResult group, List<String> axes, List<Figure> figures) {
    List<String> row = new ArrayList<>();
    axes.forEach(axis -> row.add(group.cell().axes().getOrDefault(axis, "")));
    row.add(group.status());
    row.add(Integer.toString(group.seeds()));
    for (Figure figure : figures) {
      Spread spread = group.figures().get(figure);
      row.add(spread == null ? NONE : text(figure, spread));
    }
    return row;
  }

  /** "60.4 ± 1.2 %"; without interval where there is but one seed. */
  static String text(Figure figure, Spread spread) {
    double scale = figure.share() ? 100 : 1;
    String format = figure.share() ? "%.1f" : figure == Figure.ALPHA ? "%.3f" : "%.0f";
    String mean = number(format, scale * spread.mean());
    String half = Double.isNaN(spread.half()) ? "" : " ± " + number(format, scale * spread.half());
    String unit = figure == Figure.EXCESS ? " points" : figure.share() ? " %" : "";
    return mean + half + unit;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
