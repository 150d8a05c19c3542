package io.tbar.attest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.tbar.result.AuditRecord;
import io.tbar.result.ExampleAudit;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The statement, held against a schema of in-toto's statement v1 and test result v0.1. Their makers
 * publish no JSON schema and no Java library that can be had; the one in the resources says what
 * their specification says.
 */
class InTotoStatementTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private JsonSchema schema;

  @BeforeEach
  void readSchema() throws Exception {
    try (InputStream in =
        InTotoStatementTest.class.getResourceAsStream("/in-toto-statement-v1.schema.json")) {
      schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(JSON.readTree(Objects.requireNonNull(in)));
    }
  }

  private static JsonNode statement(AuditRecord audit) throws Exception {
    return JSON.readTree(InTotoStatement.of(Attested.of(audit), audit));
  }

  @Test
  void tellsEachAnswerAsATestResult() throws Exception {
    Map<String, AuditRecord> audits =
        Map.of(
            "FAILED", ExampleAudit.found(),
            "PASSED", ExampleAudit.nothing(),
            "WARNED", ExampleAudit.uncalibrated());
    for (Map.Entry<String, AuditRecord> audit : audits.entrySet()) {
      JsonNode statement = statement(audit.getValue());
      assertThat(schema.validate(statement)).as(audit.getKey()).isEmpty();
      assertThat(statement.at("/predicate/result").textValue()).isEqualTo(audit.getKey());
      assertThat(statement.at("/predicate/tbar/answer").textValue())
          .isEqualTo(audit.getValue().answer().text());
    }
  }

  @Test
  void itsSubjectsAreTheFilesOfWeights() throws Exception {
    JsonNode subjects = statement(ExampleAudit.found()).get("subject");
    assertThat(subjects)
        .extracting(subject -> subject.at("/digest/sha256").textValue())
        .containsExactly("a".repeat(64), "b".repeat(64));
  }

  @Test
  void theSchemaSeesADigestThatIsNone() throws Exception {
    String text = InTotoStatement.of(Attested.of(ExampleAudit.found()), ExampleAudit.found());
    assertThat(schema.validate(JSON.readTree(text.replace("a".repeat(64), "short")))).isNotEmpty();
    assertThat(schema.validate(JSON.readTree(text.replace("\"FAILED\"", "\"BROKEN\""))))
        .isNotEmpty();
  }
}
