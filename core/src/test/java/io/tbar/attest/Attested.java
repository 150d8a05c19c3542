package io.tbar.attest;

import io.tbar.attest.AttestedModel.AttestedFile;
import io.tbar.checkpoint.CheckpointFacts;
import io.tbar.checkpoint.Layout;
import io.tbar.result.AuditRecord;
import io.tbar.result.FileRecord;
import io.tbar.safetensors.Dtype;
import java.util.List;
import java.util.Map;

/** A made-up checkpoint of two shards with one parent. */
final class Attested {
  private Attested() {}

  static AttestedModel of(AuditRecord audit) {
    return new AttestedModel(
        audit.model(),
        audit.modelSha256(),
        List.of(
            new AttestedFile("model-00001-of-00002.safetensors", "a".repeat(64), 1000),
            new AttestedFile("model-00002-of-00002.safetensors", "b".repeat(64), 2000)),
        new CheckpointFacts(
            "model",
            "CLIP, ViT 28/4",
            Layout.HF,
            Map.of(Dtype.F16, 10),
            123,
            100,
            null,
            null,
            Map.of(),
            Map.of(),
            List.of(),
            List.of()),
        List.of(new FileRecord("model", "parent", "c".repeat(64), null, null)));
  }
}
