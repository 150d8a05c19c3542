package io.tbar.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.result.Attack;
import io.tbar.result.ExampleAudit;
import io.tbar.result.ExampleRun;
import io.tbar.result.RunRecord;
import io.tbar.result.RunRecorder;
import io.tbar.result.Scores;
import io.tbar.result.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Writes a report of each kind under target/report-examples, to be looked at in a browser. */
class ReportExamplesTest {
  static Map<String, String> all() {
    Map<String, String> reports = new TreeMap<>();
    reports.put("cleaned", ReportHtml.of(ExampleRun.cleaned(), ExampleSamples.patched(true)));
    reports.put(
        "rounds", ReportHtml.of(ExampleRun.cleanedInRounds(), ExampleSamples.patched(true)));
    reports.put(
        "not-feasible", ReportHtml.of(ExampleRun.notFeasible(), ExampleSamples.patched(false)));
    reports.put("poisoned", ReportHtml.of(ExampleRun.poisoned(), ExampleSamples.patched(true)));
    reports.put("minimal", ReportHtml.of(ExampleRun.minimal(), List.of()));
    reports.put("many-classes", ReportHtml.of(manyClasses(), ExampleSamples.striped()));
    reports.put("clean-only", ReportHtml.of(cleanOnly(), List.of()));
    List<TriggerView> views =
        List.of(
            new TriggerView("patch", ExampleSamples.scene(1), ExampleSamples.scene(2)),
            new TriggerView("additive", ExampleSamples.scene(3), ExampleSamples.scene(4)));
    reports.put(
        "audit-found", AuditHtml.of(ExampleAudit.found(), views, ExampleSamples.patched(false)));
    reports.put("audit-nothing", AuditHtml.of(ExampleAudit.nothing(), views, List.of()));
    reports.put(
        "audit-uncalibrated", AuditHtml.of(ExampleAudit.uncalibrated(), List.of(), List.of()));
    reports.put("audit-unfinished", AuditHtml.of(ExampleAudit.unfinished(), List.of(), List.of()));
    return reports;
  }

  /** Two hundred classes with long names and no labels but on some. */
  static RunRecord manyClasses() {
    List<String> classes = new ArrayList<>();
    List<Rate> perClass = new ArrayList<>();
    List<Long> clean = new ArrayList<>();
    List<Long> triggered = new ArrayList<>();
    for (int c = 0; c < 200; c++) {
      classes.add("class " + c + (c % 7 == 0 ? ", also known as a thing with a long name" : ""));
      perClass.add(new Rate(c % 50, 50));
      clean.add(40L + c % 21);
      triggered.add(c == 120 ? 9_400L : c % 7L);
    }
    Map<Measure, Rate> rates = new LinkedHashMap<>();
    rates.put(Measure.CLEAN_TOP1, new Rate(4_890, 10_000));
    rates.put(Measure.ATTACK_SUCCESS, new Rate(9_380, 9_950));
    rates.put(Measure.TARGET_SHARE_CLEAN, new Rate(3, 9_950));
    Evaluation evaluation =
        new Evaluation(10_000, 10_000, 120, rates, perClass, clean, triggered, null);
    return RunRecorder.start("eval")
        .attack(new Attack("sig", Map.of("amplitude", 60), null, classes.get(120)))
        .measures(RunRecord.MODEL, new Scores(evaluation, classes))
        .finish(Status.MEASURED);
  }

  static RunRecord cleanOnly() {
    Evaluation evaluation =
        Evaluation.of(
            2, Evaluation.UNKNOWN, new int[] {0, 1, 1}, new int[][] {{0}, {1}, {0}}, null, null);
    return RunRecorder.start("eval")
        .measures(RunRecord.MODEL, new Scores(evaluation, List.of("cat", "dog")))
        .finish(Status.MEASURED);
  }

  @Test
  void everyKindOfRunMakesAWellFormedPage() throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "report-examples"));
    for (Map.Entry<String, String> report : all().entrySet()) {
      Files.writeString(folder.resolve(report.getKey() + ".html"), report.getValue());
      Document page = Pages.parse(report.getValue());
      assertThat(page.getElementsByTagName("h1").getLength()).as(report.getKey()).isEqualTo(1);
      assertThat(page.getElementsByTagName("main").getLength()).isEqualTo(1);
    }
  }
}
