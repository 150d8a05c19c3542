package io.tbar.attest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tbar.result.AuditRecord;
import io.tbar.result.ExampleAudit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;

/** The bill of materials, read by CycloneDX' own library and held against its schema. */
class MlBomTest {
  private final List<AuditRecord> audits =
      List.of(
          ExampleAudit.found(),
          ExampleAudit.nothing(),
          ExampleAudit.uncalibrated(),
          ExampleAudit.unfinished());

  @Test
  void keepsToTheSchemaWhateverTheAnswer() throws Exception {
    for (AuditRecord audit : audits) {
      String bom = MlBom.of(Attested.of(audit), audit);
      assertThat(
              new JsonParser().validate(bom.getBytes(StandardCharsets.UTF_8), Version.VERSION_16))
          .as(audit.model())
          .isEmpty();
    }
  }

  @Test
  void aMemberThatTheSchemaDoesNotKnowIsSeen() throws Exception {
    AuditRecord audit = ExampleAudit.found();
    String bom = MlBom.of(Attested.of(audit), audit).replaceFirst("\"predicate\"", "\"verdict\"");
    assertThat(new JsonParser().validate(bom.getBytes(StandardCharsets.UTF_8), Version.VERSION_16))
        .isNotEmpty();
  }

  @Test
  void namesFilesDigestsParentsAndTheAudit() throws Exception {
    AuditRecord audit = ExampleAudit.found();
    String text = MlBom.of(Attested.of(audit), audit);
    Bom bom = new JsonParser().parse(text.getBytes(StandardCharsets.UTF_8));
    Component model = bom.getComponents().get(0);

    assertThat(model.getType()).isEqualTo(Component.Type.MACHINE_LEARNING_MODEL);
    assertThat(model.getName()).isEqualTo("infected");
    assertThat(model.getComponents())
        .extracting(file -> file.getHashes().get(0).getValue())
        .containsExactly("a".repeat(64), "b".repeat(64));
    assertThat(model.getPedigree().getAncestors().getComponents())
        .extracting(Component::getName)
        .containsExactly("parent");
    assertThat(model.getModelCard().getModelParameters().getModelArchitecture())
        .isEqualTo("CLIP, ViT 28/4");
    JsonNode claim = new ObjectMapper().readTree(text).at("/declarations/claims/0");
    assertThat(claim.at("/predicate").textValue()).isEqualTo("trigger-like behaviour found");
    assertThat(claim.at("/evidence/0").textValue()).isEqualTo("audit");
  }

  @Test
  void theSameAuditGivesTheSameBytes() {
    AuditRecord audit = ExampleAudit.found();
    assertThat(MlBom.of(Attested.of(audit), audit)).isEqualTo(MlBom.of(Attested.of(audit), audit));
  }
}
