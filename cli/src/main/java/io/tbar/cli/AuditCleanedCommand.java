package io.tbar.cli;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.run.ProxyCleaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What cleanings without knowledge left. */
@Command(
    name = "cleaned",
    header = "Put cleanings by 'tbar clean --audit' side by side.",
    description =
        "Reads the proxy.json of every folder in CLEANED and prints a Markdown table: what the search"
            + " saw (the inverted trigger) and, apart from it, the true trigger where one was told."
            + " An empty folder stands for an audit that found nothing to clean with, any other without"
            + " one is left out.")
final class AuditCleanedCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "CLEANED", description = "Folder of cleaned folders.")
  Path cleaned;

  @Override
  public Integer call() throws IOException {
    List<Path> folders;
    try (Stream<Path> listing = Files.list(cleaned)) {
      folders = listing.filter(Files::isDirectory).sorted().toList();
    }
    out()
        .println(
            "| run | control | proxy | label | removed by its own judgement | proxy ASR before → after |"
                + " CA before → after | true target | true ASR before → after |");
    out().println("|" + "---|".repeat(9));
    for (Path folder : folders) {
      row(folder);
    }
    return OK;
  }

  private void row(Path folder) throws IOException {
    Path file = folder.resolve(ProxyCleaning.FILE);
    if (!Files.isRegularFile(file)) {
      // What holds something else is no cleaning of an audit's.
      try (Stream<Path> listing = Files.list(folder)) {
        if (listing.findAny().isPresent()) {
          return;
        }
      }
      out().printf("| %s | - | none usable | - | no | - | - | - | - |%n", folder.getFileName());
      return;
    }
    JsonObject json = Json.read(file);
    JsonObject proxy = json.object("proxy");
    JsonObject truth = json.objectOrEmpty("trueTrigger");
    out()
        .printf(
            "| %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
            folder.getFileName(),
            json.string("control"),
            json.string("family"),
            json.string("target"),
            removed(json),
            change(proxy, "attackSuccess"),
            change(proxy, "cleanAccuracy"),
            truth.string("target", "-"),
            change(truth, "attackSuccess"));
  }

  private static String removed(JsonObject json) {
    if (json.has("controlPassed")) {
      return json.bool("controlPassed", false) ? "control passed" : "control did not pass";
    }
    return json.bool("removed", false) ? "yes" : "no";
  }

  private static String change(JsonObject json, String measure) {
    return percent(json, measure + "Before") + " → " + percent(json, measure + "After");
  }

  private static String percent(JsonObject json, String key) {
    return json.has(key)
        ? String.format(Locale.ROOT, "%.1f %%", 100 * json.object(key).number("value"))
        : "-";
  }
}
