package io.tbar.cli;

import io.tbar.attest.AttestedModel;
import io.tbar.attest.InTotoStatement;
import io.tbar.attest.MlBom;
import io.tbar.base.AtomicOutput;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.result.AuditEntry;
import io.tbar.result.AuditRecord;
import io.tbar.result.AuditSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an audit of one checkpoint leaves for others to check and sign. */
final class AttestationOptions {
  @Option(
      names = "--bom",
      paramLabel = "OUTPUT",
      description =
          "Write a CycloneDX 1.6 ML-BOM of the checkpoint: its files and digests, its architecture,"
              + " what it was made from where that is known, and the audit as evidence.")
  @Nullable Path bom;

  @Option(
      names = "--statement",
      paramLabel = "OUTPUT",
      description =
          "Write an unsigned in-toto statement with the verdict, ready for 'cosign attest-blob"
              + " --statement'.")
  @Nullable Path statement;

  /**
   * Everything that can be found before the audit.
   *
   * @throws TbarException where the files could not be written in the end
   */
  void prepare(List<Path> models, @Nullable Path out, boolean force) {
    List<Path> outputs = outputs();
    if (outputs.isEmpty()) {
      return;
    }
    if (models.size() != 1) {
      throw TbarException.usage(
          "--bom and --statement are about one checkpoint; audit the checkpoints one by one.");
    }
    for (Path output : outputs) {
      AtomicOutput.prepare(output, force);
      AtomicOutput.refuseInput(output, models.get(0));
      Path place = output.toAbsolutePath().normalize();
      if (out != null && place.startsWith(out.toAbsolutePath().normalize())) {
        throw TbarException.usage(
            "'%s' would lie in the output '%s', which is written as a whole; name another place.",
            output, out);
      }
    }
    if (outputs.size() == 2
        && outputs
            .get(0)
            .toAbsolutePath()
            .normalize()
            .equals(outputs.get(1).toAbsolutePath().normalize())) {
      throw TbarException.usage("--bom and --statement name the same file; they are two.");
    }
  }

  /** Writes what was asked for; nothing where the checkpoint was not checked. */
  void write(AuditSummary summary, @Nullable Path config, boolean force, Console console) {
    if (outputs().isEmpty()) {
      return;
    }
    AuditEntry entry = summary.entries().get(0);
    AuditRecord audit = entry.audit();
    if (audit == null) {
      console.err().println("Nothing was checked, so --bom and --statement were not written.");
      return;
    }
    AttestedModel model;
    try (Checkpoint checkpoint = Checkpoint.open(Path.of(entry.path()), config)) {
      model = AttestedModel.of(checkpoint, audit);
    }
    if (bom != null) {
      String text = MlBom.of(model, audit);
      AtomicOutput.file(bom, force, file -> Files.writeString(file, text));
    }
    if (statement != null) {
      String text = InTotoStatement.of(model, audit);
      AtomicOutput.file(statement, force, file -> Files.writeString(file, text));
    }
  }

  private List<Path> outputs() {
    return Stream.of(bom, statement).filter(Objects::nonNull).toList();
  }
}
