package io.tbar.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tbar.base.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTablesTest {
  private static CellResult cell(long seed, CellStatus status, Map<String, Object> figures) {
    Cell cell = new Cell("clip", "cifar", "bad|net_1", "ours", "default", seed);
    String reason = status.failure() ? "It said \"no\", twice." : null;
    return new CellResult(cell, status, reason, figures, Map.of(), 1.5);
  }

  private static final List<CellResult> CELLS =
      List.of(
          cell(0, CellStatus.CLEANED, Map.of("asrAfter", 0.01, "caAfter", 0.50)),
          cell(1, CellStatus.CLEANED, Map.of("asrAfter", 0.03, "caAfter", 0.54)),
          cell(2, CellStatus.ATTACK_DID_NOT_TAKE, Map.of("asrBefore", 0.2)),
          cell(3, CellStatus.FAILED, Map.of()));

  @Test
  void theIntervalIsStudents() {
    // Of 1, 2, 3, 4: s = 1.2910, t(3) = 3.182.
    Spread spread = Spread.of(List.of(1.0, 2.0, 3.0, 4.0));
    assertThat(spread.mean()).isEqualTo(2.5);
    assertThat(spread.half()).isCloseTo(3.182 * 1.2909944 / 2, within(1e-6));
    assertThat(Spread.of(List.of(1.0)).half()).isNaN();
  }

  @Test
  void markdownHasMeanAndIntervalAndEveryStatus() {
    assertThat(ResultTables.markdown(CELLS))
        .isEqualTo(
            """
            | method | status | seeds | CA after | ASR after |
            |---|---|---|---|---|
            | ours | 2 cleaned, 1 attack did not take, 1 failed | 4 | 52.0 ± 25.4 % | 2.0 ± 12.7 % |
            """);
  }

  @Test
  void theExcessIsAMeanInPointsBehindTheOlderFigures() {
    List<CellResult> cells =
        List.of(
            cell(
                0,
                CellStatus.CLEANED,
                Map.of("asrAfter", 0.01, "excessAfter", -0.01, "ownAnswersBackAfter", 0.9)),
            cell(
                1,
                CellStatus.CLEANED,
                Map.of("asrAfter", 0.03, "excessAfter", 0.01, "ownAnswersBackAfter", 0.9)));
    assertThat(ResultTables.markdown(cells))
        .contains("| ASR after | excess attack success | own answers back |\n")
        .contains("| 2.0 ± 12.7 % | 0.0 ± 12.7 points | 90.0 ± 0.0 % |\n");
    assertThat(ResultTables.csv(cells).lines().findFirst().orElseThrow())
        .endsWith("methodSeconds,excessAfter,ownAnswersBackAfter,secondsInAll,reason");
  }

  @Test
  void latexIsEscaped() {
    List<CellResult> two =
        List.of(
            CELLS.get(0),
            new CellResult(
                new Cell("clip", "cifar", "sig", "ours", "default", 0),
                CellStatus.CLEANED,
                null,
                Map.of("asrAfter", 0.5),
                Map.of(),
                0));
    assertThat(ResultTables.latex(two))
        .contains("bad|net\\_1 & ours & cleaned & 1 & 50.0\\,\\% & 1.0\\,\\% \\\\")
        .contains("\\begin{tabular}{llllrr}")
        .contains("-- & 50.0\\,\\%");
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    String[] lines = ResultTables.csv(CELLS).split("\r\n", -1);
    assertThat(lines).hasSize(6);
    assertThat(lines[0]).startsWith("model,data,attack,method,budget,seed,status,caBefore");
    assertThat(lines[4]).endsWith(",\"It said \"\"no\"\", twice.\"");
  }

  @Test
  void eachCellIsOneLineOfJson() {
    List<String> lines = ResultTables.jsonLines(CELLS).lines().toList();
    assertThat(lines).hasSize(4);
    var last = Json.parse(lines.get(3).getBytes(StandardCharsets.UTF_8), "line");
    assertThat(last.string("status")).isEqualTo("failed");
    assertThat(last.string("reason")).isEqualTo("It said \"no\", twice.");
    assertThat(last.longInteger("seed")).isEqualTo(3);
  }

  @Test
  void figuresBeforeComeFromAttacksThatTookWhereAnyDid() {
    List<CellResult> cells =
        List.of(
            cell(0, CellStatus.CLEANED, Map.of("asrBefore", 1.0, "asrAfter", 0.0)),
            cell(1, CellStatus.ATTACK_DID_NOT_TAKE, Map.of("asrBefore", 0.2)));
    Spread before = GroupResult.of(cells).get(0).figures().get(Figure.ASR_BEFORE);
    assertThat(before).isNotNull();
    assertThat(before.mean()).isEqualTo(1.0);
  }
}
