package io.tbar.attest;

import io.tbar.result.AuditRecord;
import io.tbar.result.FileRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The declarations of a CycloneDX BOM: the claim about the model, and the audit as evidence. */
final class Declarations {
  private static final String CLAIM = "claim";
  private static final String EVIDENCE = "audit";

  private Declarations() {}

  static Map<String, Object> of(AuditRecord audit) {
    return Members.of("claims", List.of(claim(audit)), "evidence", List.of(evidence(audit)));
  }

  private static Map<String, Object> claim(AuditRecord audit) {
    return Members.of(
        "bom-ref", CLAIM,
        "target", MlBom.MODEL,
        "predicate", audit.answer().text(),
        "reasoning", String.join(" ", audit.verdict().reasons()),
        "evidence", List.of(EVIDENCE));
  }

  private static Map<String, Object> evidence(AuditRecord audit) {
    List<Object> data = new ArrayList<>();
    data.add(entry("answer", audit.answer().text()));
    data.add(entry("tensors SHA-256", audit.modelSha256()));
    if (audit.verdict().p() != null) {
      data.add(entry("p", String.valueOf(audit.verdict().p())));
    }
    data.add(entry("scan", audit.kind().toString()));
    for (FileRecord input : audit.inputs()) {
      data.add(entry(input.role() + " " + input.name(), "sha256:" + input.sha256()));
    }
    for (String left : audit.notDone()) {
      data.add(entry("not done", left));
    }
    return Members.of(
        "bom-ref",
        EVIDENCE,
        "propertyName",
        "tbar.audit",
        "description",
        audit.reason(),
        "created",
        audit.timing().started(),
        "data",
        data);
  }

  private static Map<String, Object> entry(String name, String text) {
    Map<String, Object> attachment = Members.of("contentType", "text/plain", "content", text);
    return Members.of("name", name, "contents", Map.of("attachment", attachment));
  }
}
