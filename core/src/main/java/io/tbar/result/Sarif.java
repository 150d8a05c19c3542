package io.tbar.result;

import io.tbar.base.Json;
import io.tbar.base.Sha256;
import io.tbar.result.AuditEntry.Outcome;
import io.tbar.verdict.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Audits as SARIF 2.1.0 (OASIS standard), for code scanning. Each checkpoint is an artifact with
 * its hash, so the file says what was checked also where nothing was found. Rules keep their ids
 * for ever; fingerprints stand on the tensors alone, so they survive an edit of the metadata.
 */
public final class Sarif {
  /** Rules in the order of their index. */
  private enum Rule {
    FOUND(
        "TBAR001",
        "TriggerLikeBehaviour",
        "error",
        "Trigger-like behaviour found",
        "A small change of the picture makes the image encoder give nearly the same answer to"
            + " everything, more so than in clean models of the same architecture. This is evidence"
            + " of a backdoor, not proof: natural triggers exist."),
    CANNOT_TELL(
        "TBAR002",
        "CannotTell",
        "warning",
        "The audit cannot tell",
        "The checkpoint was scanned, but without a null set that fits or not to the end, so that no"
            + " answer has a known error rate."),
    NOT_CHECKED(
        "TBAR003",
        "NotChecked",
        "error",
        "The checkpoint could not be checked",
        "The file is damaged, or no CLIP checkpoint that can be run.");

    private final String id;
    private final String name;
    private final String level;
    private final String title;
    private final String text;

    Rule(String id, String name, String level, String title, String text) {
      this.id = id;
      this.name = name;
      this.level = level;
      this.title = title;
      this.text = text;
    }
  }

  private Sarif() {}

  /** The whole file. A file that was named twice is one artifact, as the schema demands. */
  public static String of(AuditSummary summary) {
    Map<String, Object> artifacts = new LinkedHashMap<>();
    List<Object> results = new ArrayList<>();
    List<Object> notifications = new ArrayList<>();
    for (AuditEntry entry : summary.entries()) {
      artifacts.putIfAbsent(uri(entry.file()), artifact(entry));
      int index = List.copyOf(artifacts.keySet()).indexOf(uri(entry.file()));
      if (entry.outcome() == Outcome.CHECKED) {
        AuditRecord audit = entry.audit();
        if (audit != null && audit.answer() != Answer.NOTHING_FOUND) {
          results.add(result(entry, audit, index));
        }
      } else {
        notifications.add(notification(entry, index));
      }
    }
    Map<String, Object> invocation = new LinkedHashMap<>();
    invocation.put("executionSuccessful", summary.count(Outcome.FAILED) == 0);
    invocation.put("toolExecutionNotifications", notifications);
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver()));
    run.put("invocations", List.of(invocation));
    run.put("artifacts", List.copyOf(artifacts.values()));
    run.put("results", results);
    run.put("columnKind", "utf16CodeUnits");
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.put("version", "2.1.0");
    log.put("runs", List.of(run));
    return Json.write(log);
  }

  private static Map<String, Object> driver() {
    Tool tool = Tool.current();
    List<Object> rules = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("id", rule.id);
      map.put("name", rule.name);
      map.put("shortDescription", text(rule.title));
      map.put("fullDescription", text(rule.text));
      map.put("help", text(rule.text + " See docs/audit.md for the statistics and the rule."));
      map.put("defaultConfiguration", Map.of("level", rule.level));
      map.put("properties", properties(rule));
      rules.add(map);
    }
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", tool.name());
    driver.put("version", tool.version());
    driver.put("rules", rules);
    return driver;
  }

  private static Map<String, Object> properties(Rule rule) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("tags", List.of("security", "backdoor"));
    if (rule == Rule.FOUND) {
      map.put("security-severity", "8.0");
    }
    return map;
  }

  private static Map<String, Object> artifact(AuditEntry entry) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("location", Map.of("uri", uri(entry.file())));
    if (entry.fileSha256() != null) {
      map.put("hashes", Map.of("sha-256", entry.fileSha256()));
    }
    map.put("roles", List.of("analysisTarget"));
    Map<String, Object> properties = new LinkedHashMap<>();
    AuditRecord audit = entry.audit();
    properties.put("answer", audit == null ? "not checked" : audit.answer().text());
    if (audit != null) {
      properties.put("modelSha256", audit.modelSha256());
    }
    map.put("properties", properties);
    return map;
  }

  private static Map<String, Object> result(AuditEntry entry, AuditRecord audit, int index) {
    Rule rule = audit.answer() == Answer.FOUND ? Rule.FOUND : Rule.CANNOT_TELL;
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("ruleId", rule.id);
    map.put("ruleIndex", rule.ordinal());
    map.put("level", rule.level);
    map.put("message", text(message(entry, audit)));
    map.put("locations", List.of(location(entry, index)));
    map.put("partialFingerprints", fingerprints(audit, rule));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("fileSha256", entry.fileSha256());
    properties.put("modelSha256", audit.modelSha256());
    properties.put("p", audit.verdict().p());
    map.put("properties", properties);
    return map;
  }

  private static Map<String, Object> fingerprints(AuditRecord audit, Rule rule) {
    String print =
        Sha256.of((audit.modelSha256() + " " + rule.id).getBytes(StandardCharsets.UTF_8));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("modelAndRule/v1", print);
    // The only one that GitHub's code scanning follows an alert by.
    map.put("primaryLocationLineHash", print + ":1");
    return map;
  }

  private static String message(AuditEntry entry, AuditRecord audit) {
    StringBuilder message = new StringBuilder();
    message.append(audit.model()).append(": ").append(audit.answer().text()).append(". ");
    if (!audit.verdict().reasons().isEmpty()) {
      message.append(audit.verdict().reasons().get(0)).append(' ');
    }
    message.append(audit.reason());
    if (entry.fileSha256() != null) {
      message.append(" SHA-256 of the file: ").append(entry.fileSha256()).append('.');
    }
    return message.toString();
  }

  private static Map<String, Object> notification(AuditEntry entry, int index) {
    boolean failed = entry.outcome() == Outcome.FAILED;
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("descriptor", Map.of("id", Rule.NOT_CHECKED.id, "index", Rule.NOT_CHECKED.ordinal()));
    map.put("level", failed ? "error" : "note");
    map.put("message", text((failed ? "Failed: " : "Skipped: ") + entry.note()));
    map.put("locations", List.of(location(entry, index)));
    return map;
  }

  private static Map<String, Object> location(AuditEntry entry, int index) {
    Map<String, Object> artifact = new LinkedHashMap<>();
    artifact.put("uri", uri(entry.file()));
    artifact.put("index", index);
    return Map.of("physicalLocation", Map.of("artifactLocation", artifact));
  }

  private static Map<String, Object> text(String text) {
    return Map.of("text", text);
  }

  /** A relative reference, or an absolute one with its scheme; each part escaped. */
  static String uri(String file) {
    String slashes = file.replace('\\', '/');
    boolean drive = slashes.matches("[A-Za-z]:/.*");
    StringBuilder uri = new StringBuilder(slashes.startsWith("/") ? "file://" : "");
    if (drive) {
      uri.append("file:///").append(slashes, 0, 2);
    }
    for (byte b : slashes.substring(drive ? 2 : 0).getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0);
      uri.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", b & 0xff));
    }
    return uri.toString();
  }
}
