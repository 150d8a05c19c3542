package io.tbar.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stages that write a line of text, count how often they run, and fail where they are told to. */
final class FakeStages {
  final List<String> ran = java.util.Collections.synchronizedList(new ArrayList<>());

  /** How long each stage takes. */
  long millis;

  final Map<String, RuntimeException> failures = new LinkedHashMap<>();

  /** Two attacks, two methods, two seeds: 4 infected models, 8 cleaned ones. */
  List<PlannedCell> cells() {
    List<PlannedCell> cells = new ArrayList<>();
    for (long seed = 0; seed < 2; seed++) {
      for (String attack : List.of("badnet", "sig")) {
        for (String method : List.of("ours", "theirs")) {
          cells.add(cell(new Cell("clip", "cifar", attack, method, "default", seed)));
        }
      }
    }
    return cells;
  }

  PlannedCell cell(Cell cell) {
    Stage poison = stage("poison", Map.of("attack", cell.attack(), "seed", cell.seed()), Map.of());
    Stage clean =
        stage(
            "clean",
            Map.of("method", cell.method(), "seed", cell.seed()),
            Map.of("poison", poison));
    Stage evaluate = stage("evaluate", Map.of(), Map.of("clean", clean));
    Map<String, Stage> stages = new LinkedHashMap<>();
    stages.put("poison", poison);
    stages.put("clean", clean);
    stages.put("evaluate", evaluate);
    return PlannedCell.of(cell, stages);
  }

  Stage stage(String kind, Map<String, Object> configuration, Map<String, Stage> needs) {
    String name = kind + configuration.values().stream().map(String::valueOf).sorted().toList();
    return new Stage(
        kind,
        configuration,
        Map.of("images", "0".repeat(64)),
        needs,
        (out, folders, progress) -> {
          StringBuilder text = new StringBuilder(name);
          for (Path folder : folders.values()) {
            text.append(" after ").append(Files.readString(folder.resolve("text")));
          }
          ran.add(text.toString());
          RuntimeException failure = failures.get(name);
          if (failure != null) {
            throw failure;
          }
          java.util.concurrent.locks.LockSupport.parkNanos(millis * 1_000_000);
          Files.writeString(out.resolve("text"), text);
          // In one order in every process, which Map.of is not.
          return new java.util.TreeMap<>(figures(kind, text.toString()));
        });
  }

  private static Map<String, Object> figures(String kind, String text) {
    double share = Math.floorMod(text.hashCode(), 100) / 100.0;
    return switch (kind) {
      case "poison" -> Map.of("caBefore", 0.6, "asrBefore", 0.9 + share / 10);
      case "clean" -> Map.of("alpha", 1 + share, "samples", 300L);
      default -> Map.of("caAfter", 0.55 + share / 20, "asrAfter", share / 10);
    };
  }
}
