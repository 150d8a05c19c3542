package io.tbar.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResultSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode schemaText() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(RunRecord.class.getResourceAsStream("/schema/result-1.json"))) {
      return JSON.readTree(in);
    }
  }

  private static Set<ValidationMessage> faults(JsonNode document) throws Exception {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemaText());
    return schema.validate(
        document, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
  }

  private static ObjectNode json(RunRecord run) throws Exception {
    return (ObjectNode) JSON.readTree(run.toJson());
  }

  @Test
  void acceptsEveryKindOfRecord() throws Exception {
    for (RunRecord run :
        List.of(
            ExampleRun.cleaned(),
            ExampleRun.cleanedInRounds(),
            ExampleRun.notFeasible(),
            ExampleRun.poisoned(),
            ExampleRun.poisonedTwice(),
            ExampleRun.minimal(),
            RunRecorder.start("eval").setting("none", null).finish(Status.MEASURED))) {
      assertThat(faults(json(run))).isEmpty();
    }
  }

  @Test
  void refusesAnUnknownKey() throws Exception {
    ObjectNode document = json(ExampleRun.minimal());
    document.put("verdict", "fine");
    assertThat(faults(document)).anyMatch(fault -> fault.getMessage().contains("verdict"));
  }

  @Test
  void refusesAMissingKey() throws Exception {
    ObjectNode document = json(ExampleRun.minimal());
    document.remove("machine");
    assertThat(faults(document)).anyMatch(fault -> fault.getMessage().contains("machine"));
  }

  @Test
  void refusesARateAboveOne() throws Exception {
    ObjectNode document = json(ExampleRun.cleaned());
    document.put("dataWaitShare", 1.5);
    assertThat(faults(document)).isNotEmpty();
  }

  @Test
  void refusesAPathInAFileName() throws Exception {
    ObjectNode document = json(ExampleRun.cleaned());
    ((ObjectNode) document.at("/inputs/0")).put("name", "/home/me/model");
    assertThat(faults(document)).isNotEmpty();
  }

  @Test
  void closesAndDescribesEachObject() throws Exception {
    check(schemaText(), "#");
  }

  /** Walks over each object type with named properties. */
  private static void check(JsonNode node, String path) {
    if (node.has("properties") && node.path("type").asText().equals("object")) {
      assertThat(node.path("additionalProperties").isBoolean()).as(path).isTrue();
      assertThat(node.path("additionalProperties").booleanValue()).as(path).isFalse();
      node.get("properties")
          .fields()
          .forEachRemaining(
              property ->
                  assertThat(
                          property.getValue().has("description")
                              || property.getValue().has("$ref")
                              || property.getValue().has("const"))
                      .as("%s/%s says what it is", path, property.getKey())
                      .isTrue());
    }
    node.fields().forEachRemaining(e -> check(e.getValue(), path + "/" + e.getKey()));
  }

  @Test
  void namesTheSchemaAndEveryStatus() throws Exception {
    assertThat(schemaText().get("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schemaText().get("$id").asText()).isEqualTo("urn:tbar:schema:result-1");
    List<String> known =
        JSON.convertValue(
            schemaText().at("/properties/status/enum"),
            JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    assertThat(known)
        .containsExactlyElementsOf(Arrays.stream(Status.values()).map(Status::text).toList());
  }
}
