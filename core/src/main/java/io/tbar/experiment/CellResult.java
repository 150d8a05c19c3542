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
  public CellResult {
    figures = new LinkedHashMap<>(figures);
    stages = new LinkedHashMap<>(stages);
  }

  /** The figure as a number, or null where the cell has none. */
  public @Nullable Double number(Figure figure) {
    return figures.get(figure.key()) instanceof Number number ? number.doubleValue() : null;
  }
}
