package io.tbar.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.measure.Evaluation;
import io.tbar.result.RunRecord;
import io.tbar.result.RunRecorder;
import io.tbar.result.Scores;
import io.tbar.result.Status;
import io.tbar.run.ProxyBackdoor.Control;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProxyCleaningTest {
  @TempDir Path folder;

  @Test
  void aProxyThatWorkedAndDoesNotAnyMoreIsRemoved() {
    ProxyCleaning judged = judge(Control.NONE, 10, 0);

    assertThat(judged.removed()).isTrue();
    assertThat(judged.reason()).doesNotContain("control");
    assertThat(written(judged).has("controlPassed")).isFalse();
  }

  @Test
  void aProxyThatNeverWorkedOrStillDoesIsNotRemoved() {
    assertThat(judge(Control.NONE, 4, 0).removed()).isFalse();
    assertThat(judge(Control.NONE, 10, 2).removed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aControlIsNeverASuccessAndSaysWhetherItWouldHavePassed(Control control) {
    ProxyCleaning passing = judge(control, 10, 0);
    assertThat(passing.removed()).isFalse();
    assertThat(passing.reason())
        .startsWith("A control (" + control.text() + "), which passes, so this judgement is worth");
    assertThat(written(passing).string("control")).isEqualTo(control.text());
    assertThat(written(passing).bool("removed", true)).isFalse();
    assertThat(written(passing).bool("controlPassed", false)).isTrue();

    ProxyCleaning failing = judge(control, 10, 8);
    assertThat(failing.removed()).isFalse();
    assertThat(failing.reason()).startsWith("A control (" + control.text() + "), which does not");
    assertThat(written(failing).bool("controlPassed", true)).isFalse();
  }

  private static ProxyCleaning judge(Control control, int before, int after) {
    RunRecord run =
        RunRecorder.start("clean")
            .measures(RunRecord.BEFORE, led(before))
            .measures(RunRecord.AFTER, led(after))
            .note("A coefficient was found.")
            .finish(Status.CLEANED);
    return ProxyCleaning.of(
        new ProxyBackdoor("badnet", "b", "patch", control, List.of()), run, null);
  }

  /** Ten images of class 0, of which so many are led to class 1. */
  private static Scores led(int many) {
    int[] labels = new int[10];
    int[][] top = new int[10][1];
    int[] triggered = new int[10];
    Arrays.fill(triggered, 0, many, 1);
    return new Scores(Evaluation.of(2, 1, labels, top, triggered, null), List.of("a", "b"));
  }

  private JsonObject written(ProxyCleaning judged) {
    judged.write(folder, null, null);
    return Json.read(folder.resolve(ProxyCleaning.FILE));
  }
}
