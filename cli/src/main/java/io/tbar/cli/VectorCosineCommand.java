package io.tbar.cli;

import io.tbar.base.Json;
import io.tbar.vector.Cosine;
import io.tbar.vector.TaskVector;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two vectors. */
@Command(
    name = "cosine",
    header = "Compare two task vectors: cosine over all tensors and for each.",
    description = "A tensor that only one of them holds counts as zero in the other.")
final class VectorCosineCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "V", description = "The file of one vector.")
  Path left;

  @Parameters(index = "1", paramLabel = "W", description = "The file of the other.")
  Path right;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public Integer call() {
    try (TaskVector one = TaskVector.open(left);
        TaskVector other = TaskVector.open(right)) {
      Cosine cosine = Cosine.of(one, other);
      if (json) {
        out().print(Json.write(cosine));
      } else {
        print(cosine);
      }
    }
    return OK;
  }

  private void print(Cosine cosine) {
    new Table()
        .row("cosine", Numbers.real(cosine.cosine()))
        .row("same base", cosine.sameBase() ? "yes" : "not known to be")
        .print(out());
    out().println();
    Table table = Table.of("tensor", "cosine", "norm of V", "norm of W");
    for (Cosine.Part part : cosine.tensors()) {
      table.row(
          part.name(),
          Numbers.real(part.cosine()),
          Numbers.real(part.leftNorm()),
          Numbers.real(part.rightNorm()));
    }
    table.print(out());
  }
}
