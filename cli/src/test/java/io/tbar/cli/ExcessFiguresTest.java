package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Excess;
import io.tbar.result.Attack;
import io.tbar.result.RunRecord;
import io.tbar.result.RunRecorder;
import io.tbar.result.Scores;
import io.tbar.result.Status;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Excess attack success and own answers back wherever a command shows figures. */
class ExcessFiguresTest {
  private static final List<String> CLASSES = List.of("bag", "coat");

  /** Nine of ten images that are no bags become bags under the trigger; one was one without. */
  private static final Evaluation INFECTED = evaluation(new int[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

  /** One still does; another is no bag any more, and no answer of the suspect's own either. */
  private static final Evaluation CLEANED = evaluation(new int[] {1, 1, 1, 1, 1, 1, 1, 1, 0, 1});

  @TempDir Path folder;

  private static Evaluation evaluation(int[] triggered) {
    int[] labels = new int[10];
    Arrays.fill(labels, 1);
    int[][] clean = new int[10][];
    Arrays.setAll(clean, i -> new int[] {i == 0 ? 0 : 1});
    int[] suspect = Arrays.stream(clean).mapToInt(top -> top[0]).toArray();
    return Evaluation.of(2, 0, labels, clean, triggered, suspect);
  }

  private static RunRecord cleaning() {
    return RunRecorder.start("clean")
        .attack(new Attack("badnet", Map.of(), null, "bag"))
        .measures(RunRecord.BEFORE, new Scores(INFECTED, CLASSES))
        .measures(RunRecord.AFTER, new Scores(CLEANED, CLASSES))
        .finish(Status.CLEANED);
  }

  private static RunRecord measuring() {
    return RunRecorder.start("eval")
        .measures(RunRecord.MODEL, new Scores(CLEANED, CLASSES))
        .finish(Status.MEASURED);
  }

  private static String printed(RunRecord run) {
    StringWriter text = new StringWriter();
    try (PrintWriter out = new PrintWriter(text)) {
      Outcome.print(run, out);
    }
    return text.toString().replaceAll(" {2,}", " | ");
  }

  @Test
  void theTextOfACleaningHasBothBeforeAndAfter() {
    assertThat(printed(cleaning()))
        .contains("excess attack success | 80.0 points | 0.0 points | ")
        .contains("| (1 - 1)/10\n")
        .contains("own answers back | 20.0 % | 80.0 % | ");
  }

  @Test
  void theTextOfAnEvaluationHasTheExcessWithItsInterval() {
    Excess excess = new Excess(0, 1, 1, 8);
    assertThat(CLEANED.excess()).isEqualTo(excess);
    assertThat(printed(measuring()))
        .contains(
            "excess attack success | 0.0 points | " + Numbers.interval(excess) + " | (1 - 1)/10\n");
  }

  @Test
  void tablesHaveThemBehindTheOlderColumnsAndADashForOlderRecords() throws Exception {
    Files.writeString(
        Files.createDirectories(folder.resolve("a")).resolve("result.json"), cleaning().toJson());
    String old =
        cleaning()
            .toJson()
            .replaceAll("(?s),\\s*\"excess\": \\{.*?\\}", "")
            .replaceAll("(?s),\\s*\"ownAnswersBack\": \\{.*?\\}", "");
    assertThat(old).doesNotContain("excess", "ownAnswersBack");
    Files.writeString(Files.createDirectories(folder.resolve("b")).resolve("result.json"), old);

    List<String> lines =
        Shell.tbar("table", folder.toString(), "--format", "csv").out().lines().toList();

    assertThat(lines.get(0))
        .startsWith("run,status,trigger")
        .endsWith(
            ",seconds,excess before,excess after,excess 95 %,own answers back before,own answers"
                + " back after");
    assertThat(lines.get(1))
        .startsWith("a,cleaned,badnet")
        .endsWith(
            // A spreadsheet takes what begins with a minus for a formula.
            ",80.0 points,0.0 points,\"'"
                + Numbers.interval(new Excess(0, 1, 1, 8))
                + "\",20.0 %,80.0 %");
    assertThat(lines.get(2)).startsWith("b,cleaned,badnet").endsWith(",-,-,-,-,-");
  }

  @Test
  void cellsOfAnExperimentHaveThemWithTheInterval() {
    Excess excess = new Excess(0, 1, 1, 8);
    assertThat(CellFigures.after(measuring()))
        .containsEntry("excessAfter", 0.0)
        .containsEntry("excessAfterLow", excess.low())
        .containsEntry("excessAfterHigh", excess.high())
        .containsEntry("ownAnswersBackAfter", 0.8);
    assertThat(CellFigures.before(cleaning(), RunRecord.BEFORE))
        .containsEntry("excessBefore", 0.8)
        .containsEntry("ownAnswersBackBefore", 0.2);
  }

  @Test
  void everyFigureOfACellThatOlderVersionsLackIsKnownAsSuch() {
    List<String> keys = new ArrayList<>(CellFigures.after(measuring()).keySet());
    keys.addAll(CellFigures.before(cleaning(), RunRecord.BEFORE).keySet());
    assertThat(keys).containsAll(CellFigures.LATER);
  }

  @Test
  void aFigureThatARecordDoesNotKnowYetIsNoDifference() {
    Comparison comparison = new Comparison();
    comparison.recorded("asr", 1);
    comparison.again("asr", 1);
    comparison.added("excess", 2);
    assertThat(comparison.differing()).isEmpty();
    assertThat(comparison.size()).isOne();

    comparison.recorded("excess", 3);
    comparison.added("excess", 2);
    assertThat(comparison.differing()).containsExactly("excess");
  }
}
