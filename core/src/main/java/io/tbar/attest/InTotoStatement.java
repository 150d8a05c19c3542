package io.tbar.attest;

import io.tbar.base.Json;
import io.tbar.result.AuditRecord;
import io.tbar.result.FileRecord;
import io.tbar.verdict.Ranked;
import io.tbar.verdict.Support;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An audit as an in-toto statement v1, unsigned: the subjects are the checkpoint's files, the
 * predicate is in-toto's test result v0.1, with the verdict and its numbers under {@code tbar}.
 * Ready for {@code cosign attest-blob --statement}.
 */
public final class InTotoStatement {
  public static final String TYPE = "https://in-toto.io/Statement/v1";
  public static final String PREDICATE_TYPE = "https://in-toto.io/attestation/test-result/v0.1";

  private static final String TEST = "tbar audit";

  private InTotoStatement() {}

  /** The whole file. */
  public static String of(AttestedModel model, AuditRecord audit) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("_type", TYPE);
    statement.put(
        "subject",
        model.files().stream().map(file -> descriptor(file.name(), file.sha256())).toList());
    statement.put("predicateType", PREDICATE_TYPE);
    statement.put("predicate", predicate(model, audit));
    return Json.write(statement);
  }

  private static Map<String, Object> predicate(AttestedModel model, AuditRecord audit) {
    Map<String, Object> predicate = new LinkedHashMap<>();
    predicate.put("result", result(audit));
    predicate.put("configuration", configuration(audit));
    predicate.put("passedTests", tests(audit, "PASSED"));
    predicate.put("warnedTests", tests(audit, "WARNED"));
    predicate.put("failedTests", tests(audit, "FAILED"));
    predicate.put("tbar", verdict(model, audit));
    return predicate;
  }

  private static String result(AuditRecord audit) {
    return switch (audit.answer()) {
      case NOTHING_FOUND -> "PASSED";
      case CANNOT_TELL -> "WARNED";
      case FOUND -> "FAILED";
    };
  }

  private static List<String> tests(AuditRecord audit, String result) {
    return result(audit).equals(result) ? List.of(TEST) : List.of();
  }

  /** What the answer depends on besides the checkpoint. */
  private static List<Object> configuration(AuditRecord audit) {
    List<Object> resources = new ArrayList<>();
    for (FileRecord input : audit.inputs()) {
      if (!input.role().equals("model")) {
        resources.add(
            Members.of(
                "name", input.name(),
                "digest", Map.of("sha256", input.sha256()),
                "annotations", Map.of("role", input.role())));
      }
    }
    return resources;
  }

  private static Map<String, Object> descriptor(String name, String sha256) {
    return Members.of("name", name, "digest", Map.of("sha256", sha256));
  }

  private static Map<String, Object> verdict(AttestedModel model, AuditRecord audit) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("tool", audit.tool());
    map.put("started", audit.timing().started());
    map.put("modelSha256", model.digest());
    map.put("architecture", model.facts().architecture());
    map.put("answer", audit.answer().text());
    map.put("calibrated", audit.verdict().calibrated());
    if (audit.verdict().p() != null) {
      map.put("p", audit.verdict().p());
    }
    Support support = audit.verdict().support();
    if (support != null) {
      map.put("level", support.level());
      map.put("nullModels", support.models());
      map.put("nullLineages", support.lineages());
    }
    map.put("reasons", audit.verdict().reasons());
    map.put("notDone", audit.notDone());
    List<Object> statistics = new ArrayList<>();
    for (Ranked ranked : audit.verdict().statistics()) {
      statistics.add(statistic(ranked));
    }
    map.put("statistics", statistics);
    return map;
  }

  private static Map<String, Object> statistic(Ranked ranked) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", ranked.statistic().id());
    map.put("value", ranked.statistic().value());
    map.put("censored", ranked.statistic().censored());
    if (ranked.p() != null) {
      map.put("p", ranked.p());
    }
    return map;
  }
}
