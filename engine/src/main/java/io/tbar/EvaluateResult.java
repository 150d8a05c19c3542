package io.tbar;

import io.tbar.measure.Evaluation;
import io.tbar.result.RunRecord;
import java.util.Objects;

/**
 * What was measured.
 *
 * @param record as in result.json
 */
public record EvaluateResult(RunRecord record) {
  /** The measures, with counts and intervals. */
  public Evaluation evaluation() {
    return Objects.requireNonNull(record.measures().get(RunRecord.MODEL)).evaluation();
  }
}
