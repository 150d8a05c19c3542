package io.tbar.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import io.tbar.experiment.StageStore;
import io.tbar.experiment.StoredStage;
import io.tbar.result.AuditRecord;
import io.tbar.result.RunRecord;
import io.tbar.result.Status;
import io.tbar.trigger.Triggers;
import io.tbar.vector.TaskVector;
import io.tbar.verdict.Answer;
import io.tbar.verdict.NullSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of every version of every format, as that version wrote them. They are never written anew:
 * a new version gets a folder of its own beside them, and all of them are read for ever.
 */
class EarlierFormatsTest {
  private static final Path FORMATS = Path.of("src", "test", "resources", "formats");

  @TempDir Path folder;

  @Test
  void everyFormatHasAFolderThatATestReads() throws Exception {
    try (Stream<Path> folders = Files.list(FORMATS)) {
      assertThat(folders.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "result-1.0",
              "audit-1.0",
              "null-set-1",
              "trigger-1",
              "vector-1",
              "experiment-store-1");
    }
  }

  @Test
  void resultsOfTheFirstVersionAreRead() {
    RunRecord poison = RunRecord.read(FORMATS.resolve("result-1.0/poison.json"));
    assertThat(poison.command()).isEqualTo("poison");
    assertThat(poison.status()).isEqualTo(Status.POISONED);
    RunRecord clean = RunRecord.read(FORMATS.resolve("result-1.0/clean.json"));
    assertThat(clean.command()).isEqualTo("clean");
    assertThat(clean.cleaning()).isNotNull();
    assertThat(clean.measures()).containsKeys(RunRecord.BEFORE, RunRecord.AFTER);
  }

  @Test
  void auditsOfTheFirstVersionAreRead() {
    AuditRecord audit = AuditRecord.read(FORMATS.resolve("audit-1.0/audit.json"));
    assertThat(audit.answer()).isIn((Object[]) Answer.values());
    assertThat(audit.verdict().statistics()).isNotEmpty();
    assertThat(audit.triggers()).isNotEmpty();
  }

  @Test
  void nullSetsOfTheFirstVersionAreRead() {
    NullSet nulls = NullSet.read(FORMATS.resolve("null-set-1/null.json"));
    assertThat(nulls.models()).hasSize(3);
    assertThat(nulls.models().get(1).statistics().get(0).censored()).isTrue();
  }

  @Test
  void triggersOfTheFirstVersionAreRead() {
    Map<String, Object> trigger =
        Triggers.describe(Triggers.parse(FORMATS.resolve("trigger-1/bad.json").toString(), 224));
    assertThat(trigger).containsEntry("kind", "badnet");
  }

  @Test
  void vectorsOfTheFirstVersionAreRead() {
    try (TaskVector vector = TaskVector.open(FORMATS.resolve("vector-1/vector.safetensors"))) {
      assertThat(vector.tensors().keySet()).containsExactly("visual.class_embedding");
      assertThat(vector.provenance().base()).startsWith("cd5c615e79fa");
    }
  }

  @Test
  void stagesOfTheFirstStoreAreFoundAndVerified() throws Exception {
    String key = "d4b9b46fa76b203cdd02fe511745d12800765ea01dd551cf55ffb15619513eeb";
    Path store = FORMATS.resolve("experiment-store-1");
    StoredStage stage = new StageStore(store).find(key).orElseThrow();
    assertThat(stage.folder().resolve("text")).hasContent("poison[0, sig]");

    Path copy = folder.resolve("store");
    try (Stream<Path> files = Files.walk(store)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(store.relativize(file).toString()));
      }
    }
    Files.writeString(copy.resolve("stages/d4").resolve(key).resolve("out/text"), "something else");
    assertThatThrownBy(() -> new StageStore(copy).find(key)).isInstanceOf(TbarException.class);
  }

  @Test
  void whatIsOfNoKnownVersionIsRefusedByName() throws Exception {
    String text = Files.readString(FORMATS.resolve("result-1.0/poison.json"));
    Path later =
        Files.writeString(
            folder.resolve("result.json"),
            text.replaceFirst("\"schemaVersion\": \"1.0\"", "\"schemaVersion\": \"9.0\""));
    assertThatThrownBy(() -> RunRecord.read(later))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("9.0");
  }
}
