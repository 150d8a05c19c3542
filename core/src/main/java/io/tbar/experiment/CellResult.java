package io.tbar.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a cell.
 *
 * @param reason one sentence where the status is a failure, or null
 * @param figures by key, see {@link Figure}; further ones and words as the stages gave them
 * @param stages key by role, those that were done
 * @param seconds that all its stages took when they were done, shared ones included
 */
public record CellResult(
    Cell cell,
    CellStatus status,
    @Nullable String reason,
    Map<String, Object> figures,
    Map<String, String> stages,
    double seconds) {
  /** Key of the search's points, [α, clean accuracy, attack success rate] each. */
  public static final String CURVE = "curve";

  /** Key of the coefficients of either axis of a map, rising. */
  public static final String COEFFICIENTS = "coefficients";

  /** Key of a map's ξ, mean of both tasks, [trigger coefficient][clean coefficient]. */
  public static final String XI_MAP = "xiMap";

  public CellResult {
    figures = new LinkedHashMap<>(figures);
    stages = new LinkedHashMap<>(stages);
  }

  /** The figure as a number, or null where the cell has none. */
  public @Nullable Double number(Figure figure) {
    return figures.get(figure.key()) instanceof Number number ? number.doubleValue() : null;
  }
}
