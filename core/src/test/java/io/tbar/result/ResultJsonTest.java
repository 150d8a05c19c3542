package io.tbar.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tbar.base.TbarException;
import io.tbar.measure.Evaluation;
import io.tbar.measure.Excess;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonNode json(RunRecord run) throws Exception {
    return JSON.readTree(run.toJson());
  }

  @Test
  void readsBackWhatItWrote(@TempDir Path folder) throws Exception {
    for (RunRecord run :
        List.of(
            ExampleRun.cleaned(),
            ExampleRun.cleanedInRounds(),
            ExampleRun.notFeasible(),
            ExampleRun.poisoned(),
            ExampleRun.poisonedTwice(),
            ExampleRun.minimal())) {
      Path file = Files.writeString(folder.resolve("result.json"), run.toJson());
      assertThat(RunRecord.read(file)).isEqualTo(run);
    }
  }

  @Test
  void readsRecordsThatDoNotKnowTheExcessYet(@TempDir Path folder) throws Exception {
    ObjectNode old = (ObjectNode) json(ExampleRun.cleaned());
    for (JsonNode scores : old.get("measures")) {
      ((ObjectNode) scores).remove("excess");
      ((ObjectNode) scores.get("rates")).remove("ownAnswersBack");
    }
    Path file = Files.writeString(folder.resolve("result.json"), old.toString());

    RunRecord read = RunRecord.read(file);

    Evaluation after = scores(read).evaluation();
    assertThat(after.excess()).isNull();
    assertThat(after.has(Measure.OWN_ANSWERS_BACK)).isFalse();
    assertThat(after.attackSuccess())
        .isEqualTo(scores(ExampleRun.cleaned()).evaluation().attackSuccess());
    assertThat(read.toJson()).doesNotContain("excess", "ownAnswersBack");
    assertThat(RunRecord.read(Files.writeString(file, read.toJson()))).isEqualTo(read);
  }

  @Test
  void givesTheExcessItsFourCountsAndItsInterval() throws Exception {
    JsonNode excess = json(ExampleRun.cleaned()).at("/measures/before/excess");
    Excess same =
        new Excess(
            excess.get("both").longValue(),
            excess.get("onlyTriggered").longValue(),
            excess.get("onlyClean").longValue(),
            excess.get("neither").longValue());
    assertThat(same.total()).isEqualTo(9_000);
    assertThat(excess.get("value").doubleValue()).isEqualTo(same.value());
    assertThat(excess.get("low").doubleValue()).isEqualTo(same.low());
    assertThat(excess.get("high").doubleValue()).isEqualTo(same.high());
    assertThat(excess.get("definition").textValue()).startsWith("Attack success rate minus");
  }

  private static Scores scores(RunRecord run) {
    return Objects.requireNonNull(run.measures().get(RunRecord.AFTER));
  }

  @Test
  void keepsTheOrderOfKeys() throws Exception {
    List<String> keys = new ArrayList<>();
    json(ExampleRun.cleaned()).fieldNames().forEachRemaining(keys::add);
    assertThat(keys)
        .containsExactly(
            "schemaVersion",
            "command",
            "status",
            "tool",
            "timing",
            "machine",
            "engine",
            "configuration",
            "seeds",
            "inputs",
            "outputs",
            "attack",
            "cleaning",
            "measures",
            "curves",
            "dataWaitShare",
            "warnings",
            "skippedImages");
    assertThat(ExampleRun.cleaned().toJson()).isEqualTo(ExampleRun.cleaned().toJson());
  }

  @Test
  void givesEachRateItsCountsAndItsInterval() throws Exception {
    JsonNode asr = json(ExampleRun.cleaned()).at("/measures/before/rates/asr");
    assertThat(asr.get("count").longValue()).isEqualTo(8973);
    assertThat(asr.get("total").longValue()).isEqualTo(9000);
    assertThat(asr.get("value").doubleValue()).isEqualTo(0.997);
    assertThat(asr.get("low").doubleValue()).isEqualTo(new Rate(8973, 9000).low());
    assertThat(asr.get("high").doubleValue()).isEqualTo(new Rate(8973, 9000).high());
    assertThat(asr.get("definition").textValue()).startsWith("Share of the triggered images");
  }

  @Test
  void readsAPoisoningOfTheTimeWhenThereWasOneTriggerAlone(@TempDir Path folder) throws Exception {
    String old =
        ExampleRun.poisoned()
            .toJson()
            .replaceAll(",\\s*\"cleanLabel\": false,\\s*\"triggers\": \\[ *]", "");
    assertThat(old).contains("\"takenAbove\": 0.9").doesNotContain("cleanLabel", "triggers");
    Path file = Files.writeString(folder.resolve("result.json"), old);
    assertThat(RunRecord.read(file)).isEqualTo(ExampleRun.poisoned());
  }

  @Test
  void givesNoValueWhereNothingWasTried() throws Exception {
    RunRecord run =
        RunRecorder.start("poison")
            .poisoning(new Poisoning(0.05, new Rate(0, 0), 0.9))
            .finish(Status.POISONED);
    assertThat(json(run).at("/poisoning/poisoned/value").isMissingNode()).isTrue();
    assertThat(run.toJson()).doesNotContain("NaN", "Infinity");
  }

  @Test
  void writesTheShortestNumberThatReadsBackEqual() {
    RunRecord run =
        RunRecorder.start("eval")
            .setting("a", 0.1f)
            .setting("b", 1e-4)
            .setting("c", 2e-3)
            .setting("d", 1.0 / 3)
            .finish(Status.MEASURED);
    assertThat(run.toJson())
        .contains("\"a\": 0.1,", "\"b\": 1.0E-4,", "\"c\": 0.002,", "\"d\": 0.3333333333333333\n");
  }

  @Test
  void refusesANumberThatIsNotFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RunRecorder.start("eval").setting("x", Double.NaN).finish(Status.MEASURED))
        .withMessage("x is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Series.Point(1, Double.POSITIVE_INFINITY))
        .withMessage("y is Infinity");
  }

  @Test
  void holdsNoPathOfTheMachine() throws Exception {
    String here = Path.of("").toAbsolutePath().toString();
    String digest = "0".repeat(64);
    RunRecord run =
        RunRecorder.start("eval")
            .setting("images", Path.of("/data/private/cats"))
            .setting("trigger", "blended:key=/data/private/key.png")
            .warning("/data/private/a.png: broken; see https://example.org/help/png")
            .warning("Half and/or all of " + here + "/b c.png is missing.")
            .warning("C:\\Users\\me\\d.png is empty.")
            .input(FileRecord.file("model", Path.of("/data/private/model"), digest, 3))
            .finish(Status.MEASURED);
    String text = run.toJson();
    assertThat(text).doesNotContain("private", "Users", here);
    assertThat(json(run).at("/configuration/images").textValue()).isEqualTo("cats");
    assertThat(json(run).at("/configuration/trigger").textValue()).isEqualTo("blended:key=key.png");
    assertThat(json(run).at("/warnings/0").textValue())
        .isEqualTo("a.png: broken; see https://example.org/help/png");
    assertThat(json(run).at("/warnings/1").textValue())
        .isEqualTo("Half and/or all of b c.png is missing.");
    assertThat(json(run).at("/warnings/2").textValue()).isEqualTo("d.png is empty.");
    assertThat(json(run).at("/inputs/0/name").textValue()).isEqualTo("model");
  }

  @Test
  void recordsWhatTheRunCost() {
    RunRecord run = RunRecorder.start("eval").seed("split", 3).finish(Status.MEASURED);
    assertThat(run.timing().seconds()).isGreaterThanOrEqualTo(0);
    assertThat(run.timing().started()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(run.machine().cores()).isPositive();
    assertThat(run.seeds()).containsEntry("split", 3L);
  }

  @Test
  void namesAtMostAHundredSkippedImages() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      names.add("image " + i);
    }
    RunRecord run = RunRecorder.start("eval").skipped(150, names).finish(Status.MEASURED);
    assertThat(run.skippedImages().count()).isEqualTo(150);
    assertThat(run.skippedImages().names()).hasSize(100);
  }

  @Test
  void refusesAFileThatIsNoResult(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");
    assertThatThrownBy(() -> RunRecord.read(file))
        .isInstanceOf(TbarException.class)
        .hasMessageStartingWith("other.json: not a result of a tbar run");
  }

  @Test
  void refusesAResultOfAnotherVersion(@TempDir Path folder) throws Exception {
    String text = ExampleRun.minimal().toJson().replace("\"1.0\"", "\"2.0\"");
    Path file = Files.writeString(folder.resolve("result.json"), text);
    assertThatThrownBy(() -> RunRecord.read(file))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("schemaVersion 2.0");
  }
}
