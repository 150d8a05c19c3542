package io.tbar.cli;

import io.tbar.base.AtomicOutput;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.checkpoint.CheckpointWriter.Written;
import io.tbar.vector.LinearCombination;
import io.tbar.vector.LinearCombination.Term;
import io.tbar.vector.TaskVector;
import io.tbar.vector.VectorArithmetic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds task vectors to a checkpoint, as a stream. */
@Command(
    name = "apply",
    header = "Write a checkpoint with task vectors added.",
    description =
        "Every value is summed in double, rounded once to float32 and once to the base's dtype."
            + " Memory stays small at any size.",
    footer = {
      "",
      "Example:",
      "  tbar vector apply infected --add -4.5:trigger.safetensors --out clean"
    })
final class VectorApplyCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "BASE", description = "The checkpoint to add to.")
  Path base;

  @Option(
      names = "--add",
      paramLabel = "COEF:V",
      required = true,
      converter = AddedVector.Converter.class,
      description = "A number and the file of a vector; may be given several times.")
  List<AddedVector> added = List.of();

  @Option(
      names = "--transfer",
      description = "Take vectors that were measured on another base too.")
  boolean transfer;

  @Mixin OutputOptions output;

  @Override
  public Integer call() throws Exception {
    if (!output.force) {
      AtomicOutput.refuseExisting(output.out);
    }
    List<TaskVector> open = new ArrayList<>();
    try (Checkpoint checkpoint = Checkpoint.open(base)) {
      List<Term> terms = new ArrayList<>();
      for (AddedVector one : added) {
        TaskVector vector = TaskVector.open(one.vector());
        open.add(vector);
        terms.add(new Term(one.coefficient(), vector));
      }
      Written written =
          withProgress(
              progress ->
                  VectorArithmetic.apply(
                      checkpoint,
                      new LinearCombination(terms),
                      output.out,
                      new VectorArithmetic.Options(output.force, transfer),
                      progress));
      Hashes.print(out(), written);
    } finally {
      open.forEach(TaskVector::close);
    }
    return OK;
  }
}
