package io.tbar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A task is a value: it goes through JSON and stays equal, and knows its settings by name. */
class TaskTest {
  private static final Model MODEL = Model.of(Path.of("suspect"), Path.of("classes.txt"));

  static List<Task<?>> tasks() {
    return ExampleTasks.all();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void goesThroughJsonAndStaysEqual(Task<?> task) {
    Task<?> back = Task.ofJson(task.toJson(), "task.json");
    assertThat(back).isEqualTo(task).isNotSameAs(task);
    assertThat(back.toJson()).isEqualTo(task.toJson());
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void hasOneNameForEachSetting(Task<?> task) {
    Map<String, Object> settings = task.settings();
    List<String> leaves = new ArrayList<>();
    leaves(task.getClass(), "", leaves);
    assertThat(new HashSet<>(leaves)).as("no name stands for two settings").hasSameSizeAs(leaves);
    leaves.remove("backdoors");
    assertThat(settings.keySet()).containsAll(leaves);
    assertThat(task.names()).hasSizeGreaterThanOrEqualTo(leaves.size());
  }

  /** Components by their own names, those of groups in their place. */
  static void leaves(Class<?> type, String group, List<String> into) {
    for (var component : type.getRecordComponents()) {
      if (component.getType().isRecord() && component.getType() != Span.class) {
        leaves(component.getType(), component.getName(), into);
      } else {
        into.add(component.getName().equals("path") ? group : component.getName());
      }
    }
  }

  @Test
  void writesSeveralBackdoorsAsAListForEachColumn() {
    assertThat(ExampleTasks.all().get(4).settings())
        .containsEntry("trigger", List.of("sig", "badnet"))
        .containsEntry("target", List.of("frog", "ship"))
        .containsEntry("share", List.of(0.25, 0.75));
    assertThat(Poison.of(MODEL, "train.tar", "sig", "frog").settings())
        .containsEntry("trigger", "sig")
        .containsEntry("target", "frog");
  }

  @Test
  void recordsNoPlaceOfTheMachine() {
    assertThat(Evaluate.of(MODEL, "/home/somebody/test.tar").settings())
        .containsEntry("data", "test.tar");
    assertThat(Evaluate.of(MODEL, "C:\\data\\photos\\").settings()).containsEntry("data", "photos");
    assertThat(Evaluate.of(MODEL, "data/test.tar").settings())
        .containsEntry("data", "data/test.tar");
  }

  @Test
  void changesOneSettingByTheNameOfTheOption() {
    Clean task = Clean.of(MODEL, "images.tar").with("forget-batch", 8).with("threads", 1);
    assertThat(task.estimation().forgetBatch()).isEqualTo(8);
    assertThat(task.compute().threads()).isEqualTo(1);
    assertThat(task.with("forget-batch", null).estimation().forgetBatch()).isNull();
    assertThat(task.with("forget-batch", "9").estimation().forgetBatch()).isEqualTo(9);
    assertThat(task.with("base", "clean").baseline().base()).isEqualTo(Path.of("clean"));
  }

  @Test
  void namesTheNearestSettingWhereThereIsNone() {
    refused(() -> Clean.of(MODEL, "x").with("max-alhpa", 3), "max-alhpa", "max-alpha");
  }

  @Test
  void saysWhatASettingMustBe() {
    refused(() -> Clean.of(MODEL, "x").with("forget", "many"), "forget", "a whole number");
    refused(() -> Clean.of(MODEL, "x").with("forget", 2.5), "forget", "a whole number");
    refused(() -> Clean.of(MODEL, "x").with("forget", null), "forget", "must have a value");
    refused(() -> Evaluate.of(MODEL, "x").with("strict", "perhaps"), "strict", "true or false");
    refused(() -> Audit.of(Path.of("a"), "x").with("budget", "huge"), "quick standard deep");
  }

  @Test
  void refusesWhatCannotBeInOneSentence() {
    Clean clean = Clean.of(MODEL, "images.tar");
    refused(() -> clean.with("keep", 1.5), "share of accuracy to keep is 1.5");
    refused(() -> clean.with("max-alpha", 0), "largest coefficient");
    refused(() -> clean.with("method", "finetun"), "finetune");
    refused(() -> clean.with("rounds", 0), "--rounds is 0");
    refused(() -> clean.with("epochs", 3), "--epochs does not go with --method tbar");
    refused(() -> clean.with("control", "random-label"), "need --audit");
    refused(() -> clean.audit(Path.of("audit")).with("trigger", "sig"), "--audit takes the place");
    refused(() -> Evaluate.of(MODEL, "x").with("trigger", "sig"), "needs a target label");
    refused(() -> Audit.of(List.of(), "x"), "Name a checkpoint");
    Poison poison = Poison.of(MODEL, "train.tar", "sig", "frog");
    refused(() -> poison.with("attack", "magic"), "data or badmerging");
    refused(() -> poison.with("rate", 0.1).with("poison-count", 3), "give one of them");
    refused(() -> poison.with("objective", "contrastive").with("linear", true), "--linear");
  }

  @Test
  void refusesJsonThatIsNoTask() {
    String json = Evaluate.of(MODEL, "test.tar").toJson();
    badInput(json.replace("\"eval\"", "\"evil\""), "evil", "eval");
    badInput(json.replace("\"reference\"", "\"refrence\""), "settings.refrence", "reference");
    badInput(json.replace("\"strict\": false", "\"strict\": null"), "settings.reading.strict");
  }

  private static void refused(Runnable call, String... words) {
    assertThatThrownBy(call::run)
        .isInstanceOf(TbarException.class)
        .hasMessageContainingAll(words)
        .extracting(e -> ((TbarException) e).kind())
        .isEqualTo(TbarException.Kind.USAGE);
  }

  private static void badInput(String json, String... words) {
    assertThatThrownBy(() -> Task.ofJson(json, "task.json"))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("task.json")
        .hasMessageContainingAll(words)
        .extracting(e -> ((TbarException) e).kind())
        .isEqualTo(TbarException.Kind.BAD_INPUT);
  }
}
