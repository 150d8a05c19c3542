package io.tbar.cli;

import io.tbar.base.TableText;
import io.tbar.base.TbarException;
import io.tbar.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts the results of several runs side by side. */
@Command(
    name = "table",
    header = "Put the results of several runs side by side.",
    description = "Reads result.json files and writes one line a run, in the order of their names.",
    footer = {"", "Example:", "  tbar table results --format markdown"})
final class TableCommand extends BaseCommand {
  /** How the lines are written. */
  enum Format {
    text,
    markdown,
    csv
  }

  @Parameters(
      arity = "1..*",
      paramLabel = "RESULT",
      description = "A result.json, or a folder that holds some, at any depth.")
  List<Path> results;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Format format;

  @Override
  public Integer call() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (Path given : results) {
      for (Path file : files(given)) {
        rows.add(ResultRow.of(name(given, file), RunRecord.read(file)));
      }
    }
    switch (format) {
      case text -> {
        Table table = Table.of(ResultRow.HEADS.toArray(String[]::new));
        rows.forEach(row -> table.row(row.toArray()));
        table.print(out());
      }
      case markdown -> {
        line("| ", " | ", " |", ResultRow.HEADS);
        line("|", "|", "|", ResultRow.HEADS.stream().map(head -> "---").toList());
        rows.forEach(
            row -> line("| ", " | ", " |", row.stream().map(TableText::markdown).toList()));
      }
      case csv -> {
        line("", ",", "", ResultRow.HEADS);
        rows.forEach(row -> line("", ",", "", row.stream().map(TableText::csv).toList()));
      }
    }
    return OK;
  }

  private void line(String start, String between, String end, List<String> cells) {
    out().println(start + String.join(between, cells) + end);
  }

  private static List<Path> files(Path given) throws IOException {
    if (!Files.isDirectory(given)) {
      return List.of(given);
    }
    try (Stream<Path> walk = Files.walk(given)) {
      List<Path> found =
          walk.filter(p -> p.endsWith("result.json") && Files.isRegularFile(p)).sorted().toList();
      if (found.isEmpty()) {
        throw TbarException.badInput(
            "'%s' holds no result.json; name the output folder of a run, or a folder of such.",
            given);
      }
      return found;
    }
  }

  /** The folder of the result, from the folder that was asked for. */
  private static String name(Path given, Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path from = given.toAbsolutePath().normalize();
    if (folder == null || folder.getFileName() == null) {
      return file.toString();
    }
    return folder.startsWith(from) && !folder.equals(from)
        ? from.relativize(folder).toString()
        : folder.getFileName().toString();
  }
}
