package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code tbar audit --format sarif} prints, held against OASIS' own schema. */
class AuditSarifTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void printsAValidLogOfCheckedSkippedAndFailedCheckpoints() throws Exception {
    Path demo = Path.of(System.getProperty("tbar.home"), "demo");
    Path pickle = Files.writeString(folder.resolve("model one.pt"), "never opened");
    Path broken = Files.writeString(folder.resolve("broken.safetensors"), "no header");
    Path out = folder.resolve("out");

    Shell shell =
        Shell.tbar(
            "audit",
            demo.resolve("clip").toString(),
            demo.resolve("clip").toString(),
            pickle.toString(),
            broken.toString(),
            broken.toString(),
            "--images=" + demo.resolve("data/defender.tar"),
            "--classes=" + demo.resolve("data/classes.txt"),
            "--budget=quick",
            "--max-time=2s",
            "--format=sarif",
            "--out=" + out,
            "--quiet");

    assertThat(shell.code()).as(shell.err()).isEqualTo(3);
    JsonNode run = valid(shell.out()).at("/runs/0");
    assertThat(run.get("artifacts")).hasSize(3);
    assertThat(run.at("/results"))
        .extracting(result -> result.get("ruleId").textValue())
        .containsExactly("TBAR002");
    assertThat(run.at("/invocations/0/toolExecutionNotifications"))
        .extracting(note -> note.get("level").textValue())
        .containsExactly("note", "note", "error", "error");
    assertThat(out.resolve("audit.sarif")).hasContent(shell.out());
  }

  @Test
  void printsAValidLogWhereNothingCouldBeChecked() throws Exception {
    Path pickle = Files.writeString(folder.resolve("model.pt"), "never opened");
    Shell shell =
        Shell.tbar("audit", pickle.toString(), "--images=any", "--format=sarif", "--quiet");
    assertThat(shell.code()).isEqualTo(4);
    JsonNode run = valid(shell.out()).at("/runs/0");
    assertThat(run.get("results")).isEmpty();
    assertThat(run.at("/invocations/0/executionSuccessful").booleanValue()).isTrue();
  }

  private static JsonNode valid(String printed) throws Exception {
    JsonNode log = JSON.readTree(printed);
    try (InputStream in =
        AuditSarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                  .getSchema(JSON.readTree(Objects.requireNonNull(in)))
                  .validate(
                      log,
                      context -> context.getExecutionConfig().setFormatAssertionsEnabled(true)))
          .isEmpty();
    }
    return log;
  }
}
