package io.tbar.experiment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells that differ by their seed alone. Figures are over the seeds that got as far; those
 * whose attack did not take count only where it took with no seed.
 *
 * @param cell one of them, for its names
 * @param statuses how many seeds ended how
 * @param figures over the seeds that have them
 */
public record GroupResult(
    Cell cell, int seeds, Map<CellStatus, Integer> statuses, Map<Figure, Spread> figures) {

  /** Groups in the order in which they first come. */
  public static List<GroupResult> of(List<CellResult> cells) {
    Map<String, List<CellResult>> groups = new LinkedHashMap<>();
    for (CellResult cell : cells) {
      groups.computeIfAbsent(cell.cell().group(), group -> new ArrayList<>()).add(cell);
    }
    return groups.values().stream().map(GroupResult::group).toList();
  }

  private static GroupResult group(List<CellResult> cells) {
    Map<CellStatus, Integer> statuses = new EnumMap<>(CellStatus.class);
    Map<Figure, Spread> figures = new EnumMap<>(Figure.class);
    cells.forEach(cell -> statuses.merge(cell.status(), 1, Integer::sum));
    List<CellResult> took =
        cells.stream().filter(c -> c.status() != CellStatus.ATTACK_DID_NOT_TAKE).toList();
    for (Figure figure : Figure.values()) {
      List<Double> values = new ArrayList<>();
      for (CellResult cell : took.isEmpty() ? cells : took) {
        Double value = cell.number(figure);
        if (value != null) {
          values.add(value);
        }
      }
      if (!values.isEmpty()) {
        figures.put(figure, Spread.of(values));
      }
    }
    return new GroupResult(cells.get(0).cell(), cells.size(), statuses, figures);
  }

  /** "cleaned", or "2 cleaned, 1 attack did not take". */
  public String status() {
    if (statuses.size() == 1) {
      return statuses.keySet().iterator().next().text();
    }
    List<String> parts = new ArrayList<>();
    statuses.forEach((status, count) -> parts.add(count + " " + status.text()));
    return String.join(", ", parts);
  }
}
