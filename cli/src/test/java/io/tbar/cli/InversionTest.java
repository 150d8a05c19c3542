package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.experiment.CellStatus;
import io.tbar.experiment.MatrixRunner;
import io.tbar.result.RunRecord;
import io.tbar.result.RunRecorder;
import io.tbar.result.Status;
import io.tbar.run.ProxyCleaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a cleaning with an inferred trigger ends its cell. */
class InversionTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{\"control\": \"none\", \"removed\": true} | -",
        "{\"control\": \"none\", \"removed\": false} | proxy not removed",
        "{\"control\": \"random-patch\", \"removed\": false, \"controlPassed\": false} | proxy not"
            + " removed",
        "{\"control\": \"random-patch\", \"removed\": false, \"controlPassed\": true} | control passed"
      })
  void aControlThatPassesIsSeenAndNeverASuccess(String judged, String status) throws IOException {
    Files.writeString(folder.resolve(ProxyCleaning.FILE), judged);
    RunRecord run = RunRecorder.start("clean").finish(Status.CLEANED);
    Map<String, Object> figures = new HashMap<>();
    Inversion.figures(run, folder, figures);
    assertThat(figures.get(MatrixRunner.OUTCOME)).isEqualTo(status);
    if (status != null) {
      assertThat(CellStatus.of(status).answered()).isFalse();
    }
  }
}
