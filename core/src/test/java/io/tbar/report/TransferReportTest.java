package io.tbar.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.result.RunRecorder;
import io.tbar.result.Status;
import io.tbar.result.VectorComparison;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferReportTest {
  private static final VectorComparison VECTORS =
      new VectorComparison(
          0.25,
          2,
          4,
          List.of(
              new VectorComparison.Layer("visual.conv1.weight", 0.5, 1, 2),
              new VectorComparison.Layer("visual.ln_pre.bias", Double.NaN, 0, 1),
              new VectorComparison.Layer("visual.proj", -0.1, 1.7, 3.3)));

  @Test
  void drawsAnglesAndLengthsLayerByLayer() throws Exception {
    String html = TransferReport.of(RunRecorder.start("transfer").finish(Status.MEASURED), VECTORS);
    Path folder = Files.createDirectories(Path.of("target", "report-examples"));
    Files.writeString(folder.resolve("transfer.html"), html);
    assertThat(Pages.all(Pages.parse(html), "figure")).hasSize(2);
    assertThat(html).contains("cosine 0.25").contains("visual.proj");
  }

  @Test
  void theDataNameEveryTensor() {
    assertThat(VECTORS.toCsv().lines().toList())
        .hasSize(4)
        .contains("visual.conv1.weight,0.500000,1.00000,2.00000");
    assertThat(VECTORS.toJson()).contains("\"ownNorm\": 4.0").contains("\"cosine\": null");
  }
}
