package io.tbar.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.measure.Rate;
import io.tbar.result.DisentanglementMap;
import io.tbar.result.PlanePoint;
import io.tbar.result.RunRecorder;
import io.tbar.result.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class DisentanglementReportTest {
  private static DisentanglementMap map(int side, boolean labelled) {
    List<Double> axis = new ArrayList<>();
    List<List<PlanePoint>> rows = new ArrayList<>();
    for (int i = 0; i < side; i++) {
      axis.add(-3 + 6.0 * i / (side - 1));
    }
    for (double t : axis) {
      List<PlanePoint> row = new ArrayList<>();
      for (double c : axis) {
        row.add(
            new PlanePoint(
                rate(t * t / 9, 100),
                rate(c * c / 9, 100),
                rate(0.6 - Math.abs(c - 1) / 8, labelled ? 100 : 0),
                rate(t > 0 ? t / 3 : 0, labelled ? 90 : 0),
                rate(0.4, labelled ? 90 : 0)));
      }
      rows.add(row);
    }
    return new DisentanglementMap(axis, rows, 100);
  }

  private static Rate rate(double share, int total) {
    return new Rate(Math.round(Math.max(0, share) * total), total);
  }

  @Test
  void drawsEverySurfaceWithTheSearchRegion() throws Exception {
    String html =
        DisentanglementReport.of(
            RunRecorder.start("disentangle").finish(Status.MEASURED), map(21, true), -1, 1);
    Path folder = Files.createDirectories(Path.of("target", "report-examples"));
    Files.writeString(folder.resolve("disentanglement.html"), html);
    Document page = Pages.parse(html);
    List<Element> figures = Pages.all(page, "figure");
    assertThat(figures).hasSize(6);
    assertThat(
            Pages.all(page, "rect").stream().filter(r -> r.getAttribute("class").equals("region")))
        .hasSize(6);
    assertThat(html)
        .contains("Disentanglement error 4")
        .contains("clean vector less the trigger vector");
  }

  @Test
  void leavesOutAccuracyWithoutLabels() throws Exception {
    String html =
        DisentanglementReport.of(
            RunRecorder.start("disentangle").finish(Status.MEASURED), map(5, false), -1, 1);
    assertThat(Pages.all(Pages.parse(html), "figure")).hasSize(3);
  }

  @Test
  void theDataHoldSumAndMeanAndTheCounts() {
    DisentanglementMap map = map(5, true);
    assertThat(map.toJson()).contains("\"xiMean\"", "\"xiSum\"", "\"attackSuccess\"");
    List<String> lines = map.toCsv().lines().toList();
    assertThat(lines).hasSize(26);
    assertThat(lines.get(0)).startsWith("alpha_clean,alpha_trigger,xi_mean,xi_sum,clean_differ");
    assertThat(lines.get(1)).startsWith("-3.0,-3.0,1.000000,2.000000,100,100,100,100,");
  }
}
