package io.tbar.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.result.AuditEntry.Outcome;
import io.tbar.result.AuditSummary.FailOn;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditSummaryTest {
  private static final AuditEntry FOUND = ExampleAudit.checked(ExampleAudit.found());
  private static final AuditEntry NOTHING = ExampleAudit.checked(ExampleAudit.nothing());
  private static final AuditEntry UNKNOWN = ExampleAudit.checked(ExampleAudit.uncalibrated());
  private static final AuditEntry SKIPPED =
      new AuditEntry("notes", "notes", null, Outcome.SKIPPED, "No checkpoint.", null);
  private static final AuditEntry FAILED =
      new AuditEntry("broken", "broken", null, Outcome.FAILED, "Truncated.", null);

  private static int code(FailOn failOn, AuditEntry... entries) {
    return new AuditSummary(Arrays.asList(entries)).exitCode(failOn);
  }

  @Test
  void saysTheAnswerByItsCode() {
    assertThat(code(FailOn.INCONCLUSIVE, NOTHING)).isZero();
    assertThat(code(FailOn.INCONCLUSIVE, FOUND)).isEqualTo(1);
    assertThat(code(FailOn.INCONCLUSIVE, UNKNOWN)).isEqualTo(4);
  }

  @Test
  void aFaultDoesNotHideAFind() {
    assertThat(code(FailOn.INCONCLUSIVE, FAILED, NOTHING, FOUND)).isEqualTo(1);
    assertThat(code(FailOn.INCONCLUSIVE, FAILED, NOTHING)).isEqualTo(3);
    assertThat(code(FailOn.INCONCLUSIVE, FAILED, UNKNOWN)).isEqualTo(3);
  }

  @Test
  void allSkippedIsNoSuccess() {
    assertThat(code(FailOn.INCONCLUSIVE, SKIPPED, SKIPPED)).isEqualTo(4);
    assertThat(code(FailOn.NEVER, SKIPPED)).isEqualTo(4);
    assertThat(code(FailOn.INCONCLUSIVE, SKIPPED, NOTHING)).isZero();
  }

  @Test
  void failsOnWhatWasAskedForOnly() {
    assertThat(code(FailOn.FOUND, UNKNOWN, NOTHING)).isZero();
    assertThat(code(FailOn.FOUND, UNKNOWN, FOUND)).isEqualTo(1);
    assertThat(code(FailOn.NEVER, FOUND)).isZero();
    assertThat(code(FailOn.NEVER, FAILED)).isEqualTo(3);
  }

  @Test
  void countsWhatBecameOfEach() {
    AuditSummary summary = new AuditSummary(List.of(FOUND, NOTHING, SKIPPED, FAILED));
    assertThat(summary.counts()).isEqualTo("2 checked, 1 skipped, 1 failed");
    assertThat(summary.toJson())
        .contains("\"checked\": 2")
        .contains("\"skipped\": 1")
        .contains("\"found\": 1");
  }
}
