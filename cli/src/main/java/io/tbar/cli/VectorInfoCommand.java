package io.tbar.cli;

import io.tbar.base.Json;
import io.tbar.vector.Provenance;
import io.tbar.vector.TaskVector;
import io.tbar.vector.VectorInfo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Describes a vector. */
@Command(name = "info", header = "Say what a task vector is: provenance, size, norm per tensor.")
final class VectorInfoCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "V", description = "The file of the vector.")
  Path vector;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public Integer call() {
    try (TaskVector opened = TaskVector.open(vector)) {
      VectorInfo info = VectorInfo.of(opened);
      if (json) {
        out().print(Json.write(map(info)));
      } else {
        print(info);
      }
    }
    return OK;
  }

  private void print(VectorInfo info) {
    Provenance from = info.provenance();
    Table head = new Table();
    head.row("vector", vector);
    head.row("method", from.method());
    head.row("scope", from.scope());
    head.row("base", from.base() == null ? "unknown" : from.base());
    from.details().forEach(head::row);
    head.row("values", Numbers.count(info.elements()));
    head.row("norm", Numbers.real(info.norm()));
    head.row("not finite", Numbers.count(info.nonFinite()));
    head.print(out());
    out().println();
    Table table = Table.of("tensor", "shape", "norm", "largest", "zeros");
    for (VectorInfo.Part part : info.tensors()) {
      table.row(
          part.name(),
          part.shape(),
          Numbers.real(part.norm()),
          Numbers.real(part.largest()),
          Numbers.count(part.zeros()));
    }
    table.print(out());
  }

  private Map<String, @Nullable Object> map(VectorInfo info) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("path", vector);
    map.put("provenance", info.provenance());
    map.put("values", info.elements());
    map.put("norm", info.norm());
    map.put("nonFinite", info.nonFinite());
    map.put("tensors", info.tensors());
    return map;
  }
}
