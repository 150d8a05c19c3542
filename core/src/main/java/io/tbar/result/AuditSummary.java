package io.tbar.result;

import io.tbar.base.TbarException.Kind;
import io.tbar.result.AuditEntry.Outcome;
import io.tbar.verdict.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All checkpoints of one call, and the exit code that follows from them. */
public record AuditSummary(List<AuditEntry> entries) {
  /** What makes the call fail. */
  public enum FailOn {
    /** Trigger-like behaviour alone; "cannot tell" passes. */
    FOUND,
    /** Trigger-like behaviour and "cannot tell". */
    INCONCLUSIVE,
    /** No answer; a checkpoint that could not be checked still does. */
    NEVER
  }

  public AuditSummary {
    entries = List.copyOf(entries);
  }

  public int count(Outcome outcome) {
    return (int) entries.stream().filter(e -> e.outcome() == outcome).count();
  }

  public int count(Answer answer) {
    return (int)
        entries.stream().filter(e -> e.audit() != null && e.audit().answer() == answer).count();
  }

  /**
   * Found before failed before cannot tell: a fault in one file must not hide what was found in
   * another. Nothing checked is no success.
   */
  public int exitCode(FailOn failOn) {
    if (failOn != FailOn.NEVER && count(Answer.FOUND) > 0) {
      return Answer.FOUND.exitCode();
    }
    if (count(Outcome.FAILED) > 0) {
      return Kind.BAD_INPUT.exitCode();
    }
    boolean nothingChecked = count(Outcome.CHECKED) == 0;
    boolean undecided = failOn == FailOn.INCONCLUSIVE && count(Answer.CANNOT_TELL) > 0;
    return nothingChecked || undecided ? Answer.CANNOT_TELL.exitCode() : 0;
  }

  /** "2 checked, 1 skipped, 0 failed". */
  public String counts() {
    return count(Outcome.CHECKED)
        + " checked, "
        + count(Outcome.SKIPPED)
        + " skipped, "
        + count(Outcome.FAILED)
        + " failed";
  }

  /** As JSON: the counts, and each checkpoint with its record. */
  public String toJson() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schemaVersion", AuditRecord.SCHEMA_VERSION);
    root.put("checked", count(Outcome.CHECKED));
    root.put("skipped", count(Outcome.SKIPPED));
    root.put("failed", count(Outcome.FAILED));
    root.put("found", count(Answer.FOUND));
    root.put("cannotTell", count(Answer.CANNOT_TELL));
    root.put("models", entries);
    return ResultJson.write(root);
  }
}
