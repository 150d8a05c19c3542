package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tbar.base.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tbar audit --bom --statement} of the demo's checkpoint. */
class AuditAttestationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DEMO = Path.of(System.getProperty("tbar.home"), "demo");

  @TempDir Path folder;

  private Shell audit(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "audit",
                DEMO.resolve("clip").toString(),
                "--images=" + DEMO.resolve("data/defender.tar"),
                "--classes=" + DEMO.resolve("data/classes.txt"),
                "--budget=quick",
                "--max-time=1s",
                "--quiet"));
    words.addAll(List.of(more));
    return Shell.tbar(words.toArray(String[]::new));
  }

  @Test
  void writesABillOfMaterialsAndAStatementOfTheVeryFiles() throws Exception {
    Path bom = folder.resolve("bom.json");
    Path statement = folder.resolve("statement.json");

    Shell shell = audit("--bom=" + bom, "--statement=" + statement);

    assertThat(shell.code()).as(shell.err()).isEqualTo(4);
    String sha = Sha256.of(DEMO.resolve("clip/open_clip_model.safetensors"));
    assertThat(new JsonParser().validate(Files.readAllBytes(bom), Version.VERSION_16)).isEmpty();
    JsonNode model = JSON.readTree(bom.toFile()).at("/components/0");
    assertThat(model.at("/components/0/hashes/0/content").textValue()).isEqualTo(sha);
    JsonNode root = JSON.readTree(statement.toFile());
    assertThat(root.at("/subject/0/digest/sha256").textValue()).isEqualTo(sha);
    assertThat(root.at("/predicate/result").textValue()).isEqualTo("WARNED");
    assertThat(root.at("/predicate/configuration")).isNotEmpty();
    assertThat(bom).content().doesNotContain(folder.toString());
  }

  @Test
  void refusesBeforeTheAuditWhatCouldNotBeWrittenAfterIt() throws Exception {
    Path there = Files.writeString(folder.resolve("mine.txt"), "mine");

    Shell existing = audit("--bom=" + there);
    assertThat(existing.code()).isEqualTo(3);
    assertThat(existing.err()).contains("exists already");
    assertThat(audit("--bom=" + there, "--force").code()).isEqualTo(3);
    assertThat(there).hasContent("mine");

    Shell input = audit("--statement=" + DEMO.resolve("clip/statement.json"));
    assertThat(input.code()).isEqualTo(3);
    assertThat(input.err()).contains("would lie in the input");

    Path same = folder.resolve("same.json");
    assertThat(audit("--bom=" + same, "--statement=" + same).code()).isEqualTo(2);
    assertThat(
            audit("--out=" + folder.resolve("out"), "--bom=" + folder.resolve("out/bom.json"))
                .code())
        .isEqualTo(2);
    assertThat(audit(DEMO.resolve("clip").toString(), "--bom=" + same).code()).isEqualTo(2);
    assertThat(same).doesNotExist();
  }

  @Test
  void writesNothingAboutACheckpointThatWasNotChecked() throws Exception {
    Path pickle = Files.writeString(folder.resolve("model.pt"), "never opened");
    Path bom = folder.resolve("bom.json");
    Shell shell = Shell.tbar("audit", pickle.toString(), "--images=any", "--bom=" + bom);
    assertThat(shell.code()).isEqualTo(4);
    assertThat(shell.err()).contains("were not written");
    assertThat(bom).doesNotExist();
  }
}
