package io.tbar.cli;

import io.tbar.base.AtomicOutput;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.vector.VectorArithmetic;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The difference of two checkpoints as a vector. */
@Command(
    name = "make",
    header = "Write the task vector FINETUNED - BASE.",
    description =
        "Only tensors that moved are in it, as float32 under the base's own names, with the digest"
            + " of the base. Prints its SHA-256.")
final class VectorMakeCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "BASE", description = "The checkpoint before.")
  Path base;

  @Parameters(index = "1", paramLabel = "FINETUNED", description = "The checkpoint after.")
  Path finetuned;

  @Mixin OutputOptions output;

  @Override
  public Integer call() throws Exception {
    if (!output.force) {
      AtomicOutput.refuseExisting(output.out);
    }
    try (Checkpoint before = Checkpoint.open(base);
        Checkpoint after = Checkpoint.open(finetuned)) {
      String[] hash = new String[1];
      withProgress(
          progress -> {
            AtomicOutput.file(
                output.out,
                output.force,
                path -> hash[0] = VectorArithmetic.make(before, after, path, Map.of(), progress));
            return OK;
          });
      out().println(hash[0] + "  " + output.out);
    }
    return OK;
  }
}
