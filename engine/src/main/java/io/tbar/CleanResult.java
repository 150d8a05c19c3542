package io.tbar;

import io.tbar.measure.Evaluation;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import io.tbar.result.Status;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a cleaning left.
 *
 * @param record as in result.json
 * @param folder with the checkpoint, if one was written, the record and the report
 * @param removed whether the backdoor is gone, by the test images, or of an inferred one by its
 *     judges
 * @param reason one sentence why, or why not
 * @param truthBefore the true trigger on the suspect, where it was told to be measured, or null
 * @param truthAfter the same on the cleaned checkpoint, or null
 */
public record CleanResult(
    RunRecord record,
    Path folder,
    boolean removed,
    String reason,
    @Nullable RunRecord truthBefore,
    @Nullable RunRecord truthAfter) {
  static CleanResult of(RunRecord run, Path folder) {
    String note = run.note() == null ? run.status().text() : run.note();
    return new CleanResult(run, folder, run.status() == Status.CLEANED, note, null, null);
  }

  /** Whether the folder holds a checkpoint; whether its backdoor is gone says {@link #removed}. */
  public boolean written() {
    return record.status().wroteCheckpoint();
  }

  /**
   * The coefficient that was subtracted, or null where none was feasible or the method has none.
   */
  public @Nullable Double alpha() {
    return record.cleaning() == null ? null : record.cleaning().alpha();
  }

  /** The suspect. */
  public Evaluation before() {
    return Objects.requireNonNull(record.measures().get(RunRecord.BEFORE)).evaluation();
  }

  /**
   * The checkpoint that was written.
   *
   * @throws IllegalStateException where none was
   */
  public Evaluation after() {
    Scores scores = record.measures().get(RunRecord.AFTER);
    if (scores == null) {
      throw new IllegalStateException("no checkpoint was written: " + reason);
    }
    return scores.evaluation();
  }
}
