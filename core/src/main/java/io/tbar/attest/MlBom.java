package io.tbar.attest;

import io.tbar.base.Json;
import io.tbar.result.AuditRecord;
import io.tbar.result.FileRecord;
import io.tbar.result.Tool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A CycloneDX 1.6 ML-BOM of an audited checkpoint: the model with its files and digests, what it
 * was made from where that is known, a model card, and the audit as a claim with its evidence. The
 * same audit gives the same bytes.
 */
public final class MlBom {
  static final String MODEL = "model";
  static final String TOOL = "tbar";

  private MlBom() {}

  /** The whole file. */
  public static String of(AttestedModel model, AuditRecord audit) {
    Map<String, Object> bom = new LinkedHashMap<>();
    bom.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
    bom.put("bomFormat", "CycloneDX");
    bom.put("specVersion", "1.6");
    bom.put("serialNumber", "urn:uuid:" + serial(model, audit));
    bom.put("version", 1);
    bom.put("metadata", metadata(audit));
    bom.put("components", List.of(model(model, audit)));
    List<String> files = refs(model);
    bom.put("dependencies", List.of(Members.of("ref", MODEL, "dependsOn", files)));
    bom.put("declarations", Declarations.of(audit));
    return Json.write(bom);
  }

  /** Of what was audited, when and with which answer. */
  private static UUID serial(AttestedModel model, AuditRecord audit) {
    String key = model.digest() + audit.timing().started() + audit.answer() + audit.kind();
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> metadata(AuditRecord audit) {
    return Members.of(
        "timestamp", audit.timing().started(),
        "tools", Map.of("components", List.of(tool(audit.tool()))));
  }

  private static Map<String, Object> tool(Tool tool) {
    return Members.of(
        "type", "application", "bom-ref", TOOL, "name", tool.name(), "version", tool.version());
  }

  private static Map<String, Object> model(AttestedModel model, AuditRecord audit) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", "machine-learning-model");
    map.put("bom-ref", MODEL);
    map.put("name", model.name());
    map.put("description", model.facts().architecture());
    if (!model.parents().isEmpty()) {
      List<Object> ancestors = new ArrayList<>();
      model.parents().forEach(parent -> ancestors.add(ancestor(parent)));
      map.put("pedigree", Map.of("ancestors", ancestors));
    }
    List<Object> files = new ArrayList<>();
    for (int i = 0; i < model.files().size(); i++) {
      files.add(file(model.files().get(i), refs(model).get(i)));
    }
    map.put("components", files);
    map.put("modelCard", MlModelCard.of(model.facts(), audit));
    List<Object> properties = new ArrayList<>();
    properties.add(property("tensorsSha256", model.digest()));
    properties.add(property("parameters", String.valueOf(model.facts().parameters())));
    if (model.facts().layout() != null) {
      properties.add(property("layout", String.valueOf(model.facts().layout())));
    }
    properties.add(
        property(
            "dtypes",
            String.join(
                " ", model.facts().dtypes().keySet().stream().map(Enum::name).sorted().toList())));
    map.put("properties", properties);
    return map;
  }

  private static List<String> refs(AttestedModel model) {
    List<String> refs = new ArrayList<>();
    for (int i = 0; i < model.files().size(); i++) {
      refs.add("file-" + (i + 1));
    }
    return refs;
  }

  private static Map<String, Object> file(AttestedModel.AttestedFile file, String ref) {
    return Members.of(
        "type", "file",
        "bom-ref", ref,
        "name", file.name(),
        "hashes", List.of(Members.of("alg", "SHA-256", "content", file.sha256())),
        "properties", List.of(property("bytes", String.valueOf(file.bytes()))));
  }

  /** Known by the digest of its tensors alone: its files may be gone. */
  private static Map<String, Object> ancestor(FileRecord parent) {
    return Members.of(
        "type", "machine-learning-model",
        "name", parent.name(),
        "properties", List.of(property("tensorsSha256", parent.sha256())));
  }

  static Map<String, Object> property(String name, String value) {
    return Members.of("name", "tbar:" + name, "value", value);
  }
}
