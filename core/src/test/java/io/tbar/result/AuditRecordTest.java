package io.tbar.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.tbar.base.TbarException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditRecordTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<AuditRecord> all() {
    return List.of(
        ExampleAudit.found(),
        ExampleAudit.nothing(),
        ExampleAudit.uncalibrated(),
        ExampleAudit.unfinished());
  }

  private static Set<ValidationMessage> faults(JsonNode document) throws Exception {
    try (InputStream in =
        Objects.requireNonNull(AuditRecord.class.getResourceAsStream("/schema/audit-1.json"))) {
      JsonSchema schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(JSON.readTree(in));
      return schema.validate(document);
    }
  }

  @Test
  void readsBackWhatItWrote(@TempDir Path folder) throws Exception {
    for (AuditRecord audit : all()) {
      Path file = Files.writeString(folder.resolve("audit.json"), audit.toJson());
      assertThat(AuditRecord.read(file)).isEqualTo(audit);
    }
  }

  @Test
  void keepsToItsSchema() throws Exception {
    for (AuditRecord audit : all()) {
      assertThat(faults(JSON.readTree(audit.toJson()))).isEmpty();
    }
    ObjectNode odd = (ObjectNode) JSON.readTree(ExampleAudit.found().toJson());
    odd.put("safe", true);
    assertThat(faults(odd)).isNotEmpty();
    ObjectNode less = (ObjectNode) JSON.readTree(ExampleAudit.found().toJson());
    less.remove("verdict");
    assertThat(faults(less)).isNotEmpty();
  }

  @Test
  void tellsItsShareOfTheReferenceScheduleAndReadsRecordsWithoutIt(@TempDir Path folder)
      throws Exception {
    AuditRecord audit = ExampleAudit.found();
    ObjectNode json = (ObjectNode) JSON.readTree(audit.toJson());
    assertThat(json.get("passes").longValue()).isEqualTo(51_200);
    assertThat(json.get("shareOfDecree").doubleValue()).isEqualTo(0.00512);
    json.remove("shareOfDecree");
    assertThat(faults(json)).isEmpty();
    Path file = Files.writeString(folder.resolve("audit.json"), JSON.writeValueAsString(json));
    assertThat(AuditRecord.read(file)).isEqualTo(audit);
  }

  @Test
  void refusesARecordOfAnotherKind(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("result.json"), ExampleRun.minimal().toJson());
    assertThatThrownBy(() -> AuditRecord.read(file))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("not a result of 'tbar audit'")
        .hasMessageContaining("audit.json");
  }

  @Test
  void neverCallsAnythingSafe() {
    for (AuditRecord audit : all()) {
      assertThat(audit.toJson()).doesNotContainIgnoringCase("is safe").doesNotContain("is clean");
    }
  }
}
