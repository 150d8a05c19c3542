package io.tbar.cli;

import io.tbar.experiment.CellResult;
import io.tbar.result.RunRecord;
import io.tbar.track.TensorBoard;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where runs are shown besides their own report; nowhere unless asked for. */
final class TrackingOptions {
  @Option(
      names = "--tensorboard",
      paramLabel = "LOGS",
      description =
          "Also write curves and measures as an event file for TensorBoard, into a folder of the"
              + " run's name in LOGS.")
  @Nullable Path logs;

  /** After the run; {@code out} names it. */
  void write(RunRecord run, Path out) {
    if (logs != null) {
      Path name = out.toAbsolutePath().normalize().getFileName();
      TensorBoard.write(logs, String.valueOf(name), run);
    }
  }

  /** Every cell of an experiment that has figures, under its own name. */
  void write(List<CellResult> results) {
    if (logs == null) {
      return;
    }
    for (CellResult result : results) {
      if (!result.figures().isEmpty()) {
        String name = result.cell().id().replaceAll("[^A-Za-z0-9._/-]", "_").replace("..", "_");
        TensorBoard.write(logs, name, Instant.now(), result.figures());
      }
    }
  }
}
