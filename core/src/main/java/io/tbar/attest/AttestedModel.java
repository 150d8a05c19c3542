package io.tbar.attest;

import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.checkpoint.CheckpointFacts;
import io.tbar.checkpoint.Inspector;
import io.tbar.result.AuditRecord;
import io.tbar.result.FileRecord;
import io.tbar.result.RunRecord;
import io.tbar.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A checkpoint as a bill of materials names it.
 *
 * @param name of its folder or file
 * @param digest SHA-256 of its tensors, as in every record
 * @param files of weights, in the order of the shards
 * @param facts what headers and configuration tell
 * @param parents what it was made from, where a result.json beside it tells; empty otherwise
 */
public record AttestedModel(
    String name,
    String digest,
    List<AttestedFile> files,
    CheckpointFacts facts,
    List<FileRecord> parents) {
  private static final String RECORD = "result.json";

  /**
   * One file of weights.
   *
   * @param name without its folder
   * @param sha256 of its bytes
   */
  public record AttestedFile(String name, String sha256, long bytes) {}

  public AttestedModel {
    files = List.copyOf(files);
    parents = List.copyOf(parents);
  }

  /**
   * Reads and hashes the files of the checkpoint that was audited.
   *
   * @throws TbarException BAD_INPUT where its tensors are no longer the audited ones
   */
  public static AttestedModel of(Checkpoint checkpoint, AuditRecord audit) {
    String digest = checkpoint.modelDigest();
    if (!digest.equals(audit.modelSha256())) {
      throw TbarException.badInput(
          "'%s' changed while it was audited; audit it again.", checkpoint.path());
    }
    List<AttestedFile> files = new ArrayList<>();
    for (SafetensorsFile file : checkpoint.files()) {
      Path path = file.path();
      try {
        files.add(
            new AttestedFile(
                String.valueOf(path.getFileName()), Sha256.of(path), Files.size(path)));
      } catch (IOException e) {
        throw TbarException.badInput("Cannot read '%s': %s.", path, "its size is not told");
      }
    }
    return new AttestedModel(
        audit.model(), digest, files, Inspector.facts(checkpoint), parents(checkpoint));
  }

  private static List<FileRecord> parents(Checkpoint checkpoint) {
    Path record = checkpoint.folder().resolve(RECORD);
    if (!Files.isRegularFile(record)) {
      return List.of();
    }
    try {
      return RunRecord.read(record).inputs().stream()
          .filter(file -> file.role().equals("model"))
          .toList();
    } catch (TbarException e) {
      // Somebody else's result.json.
      return List.of();
    }
  }
}
