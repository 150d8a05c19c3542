package io.tbar.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What SARIF 2.1.0 demands of the parts that are written, and what code scanning needs. */
class SarifTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The standard's rules for the objects that occur here; unknown properties are refused. */
  private static final String RULES =
      """
      {"type":"object","additionalProperties":false,"required":["version","runs"],
       "properties":{"$schema":{"type":"string","format":"uri"},"version":{"const":"2.1.0"},
        "runs":{"type":"array","minItems":0,"items":{"$ref":"#/$defs/run"}}},
       "$defs":{
        "text":{"type":"object","additionalProperties":false,"required":["text"],
          "properties":{"text":{"type":"string","minLength":1}}},
        "level":{"enum":["none","note","warning","error"]},
        "location":{"type":"object","additionalProperties":false,"properties":{"physicalLocation":
          {"type":"object","additionalProperties":false,"required":["artifactLocation"],
           "properties":{"artifactLocation":{"$ref":"#/$defs/artifactLocation"}}}}},
        "artifactLocation":{"type":"object","additionalProperties":false,"properties":
          {"uri":{"type":"string","format":"uri-reference","minLength":1},
           "index":{"type":"integer","minimum":-1}}},
        "run":{"type":"object","additionalProperties":false,"required":["tool"],"properties":{
          "tool":{"type":"object","additionalProperties":false,"required":["driver"],
            "properties":{"driver":{"type":"object","additionalProperties":false,"required":["name"],
             "properties":{"name":{"type":"string"},"version":{"type":"string"},
              "rules":{"type":"array","uniqueItems":true,"items":{"$ref":"#/$defs/rule"}}}}}},
          "invocations":{"type":"array","items":{"type":"object","additionalProperties":false,
            "required":["executionSuccessful"],"properties":{"executionSuccessful":{"type":"boolean"},
             "toolExecutionNotifications":{"type":"array","items":{"$ref":"#/$defs/notification"}}}}},
          "artifacts":{"type":"array","uniqueItems":true,"items":{"type":"object",
            "additionalProperties":false,"properties":{
             "location":{"$ref":"#/$defs/artifactLocation"},
             "hashes":{"type":"object","additionalProperties":{"type":"string"}},
             "roles":{"type":"array","items":{"enum":["analysisTarget"]}},
             "properties":{"type":"object"}}}},
          "results":{"type":"array","items":{"$ref":"#/$defs/result"}},
          "columnKind":{"enum":["utf16CodeUnits","unicodeCodePoints"]}}},
        "rule":{"type":"object","additionalProperties":false,"required":["id"],"properties":{
          "id":{"type":"string"},"name":{"type":"string"},
          "shortDescription":{"$ref":"#/$defs/text"},"fullDescription":{"$ref":"#/$defs/text"},
          "help":{"$ref":"#/$defs/text"},
          "defaultConfiguration":{"type":"object","additionalProperties":false,
            "properties":{"level":{"$ref":"#/$defs/level"}}},
          "properties":{"type":"object","properties":{"tags":{"type":"array","uniqueItems":true,
            "items":{"type":"string"}}}}}},
        "notification":{"type":"object","additionalProperties":false,"required":["message"],
          "properties":{"descriptor":{"type":"object","additionalProperties":false,"properties":
            {"id":{"type":"string"},"index":{"type":"integer","minimum":-1}}},
           "level":{"$ref":"#/$defs/level"},"message":{"$ref":"#/$defs/text"},
           "locations":{"type":"array","items":{"$ref":"#/$defs/location"}}}},
        "result":{"type":"object","additionalProperties":false,"required":["message"],"properties":{
          "ruleId":{"type":"string"},"ruleIndex":{"type":"integer","minimum":-1},
          "level":{"$ref":"#/$defs/level"},"message":{"$ref":"#/$defs/text"},
          "locations":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/location"}},
          "partialFingerprints":{"type":"object","additionalProperties":{"type":"string"}},
          "properties":{"type":"object"}}}}}
      """;

  private static JsonNode sarif(AuditSummary summary) throws Exception {
    JsonNode log = JSON.readTree(Sarif.of(summary));
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(RULES);
    assertThat(
            schema.validate(
                log, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true)))
        .isEmpty();
    return log;
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
    return prints.get("modelAndRule/v1").textValue();
  }
}
