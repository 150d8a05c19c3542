package io.tbar.benchmarks;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the speed table from the lines that {@code pairs.sh} kept: medians over the pairs, the
 * spread, and the median of the ratios pair by pair, so that a slow minute hits both sides.
 *
 * <p>usage: Ratios FILE.jsonl...; a ratio above 1 always means that the project is ahead.
 */
public final class Ratios {
  private record Line(String side, int pair, double median, String unit, double memory) {}

  private Ratios() {}

  /** Prints the table as Markdown. */
  public static void main(String[] args) throws IOException {
    Map<String, List<Line>> groups = new TreeMap<>();
    for (String arg : args) {
      for (String text : Files.readAllLines(Path.of(arg))) {
        if (!text.isBlank()) {
          add(groups, Json.parse(text.getBytes(StandardCharsets.UTF_8), arg));
        }
      }
    }
    System.out.println(
        "| what | dtype | threads | pairs | ours: median (range) | PyTorch: median (range) | ratio"
            + " (range) | memory, ours : PyTorch |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    groups.forEach(Ratios::print);
  }

  private static void add(Map<String, List<Line>> groups, JsonObject line) {
    String key =
        String.format(
            Locale.ROOT,
            "%s | %s | %d",
            line.string("what"),
            line.string("dtype"),
            line.integer("threads"));
    groups
        .computeIfAbsent(key, k -> new ArrayList<>())
        .add(
            new Line(
                line.string("side"),
                line.integer("pair"),
                line.number("median"),
                line.string("unit"),
                line.number("peak_rss_mb")));
  }

  private static void print(String key, List<Line> lines) {
    double[] ours = values(lines, "ours");
    double[] theirs = values(lines, "theirs");
    String unit = lines.get(0).unit();
    List<Double> ratios = new ArrayList<>();
    for (Line our : lines) {
      for (Line their : lines) {
        if (our.side().equals("ours")
            && their.side().equals("theirs")
            && our.pair() == their.pair()) {
          double more = our.median() / their.median();
          ratios.add(unit.startsWith("seconds") ? 1 / more : more);
        }
      }
    }
    double[] ratio = ratios.stream().mapToDouble(r -> r).toArray();
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %s | %s | %s | %s |%n",
        key,
        Math.max(ours.length, theirs.length),
        spread(ours, unit),
        spread(theirs, unit),
        ratio.length == 0 ? "–" : "**" + spread(ratio, "").strip() + "**",
        theirs.length == 0 || ours.length == 0
            ? "–"
            : String.format(
                Locale.ROOT, "%.0f : %.0f MB", memory(lines, "ours"), memory(lines, "theirs")));
  }

  private static double[] values(List<Line> lines, String side) {
    return lines.stream()
        .filter(l -> l.side().equals(side))
        .mapToDouble(Line::median)
        .sorted()
        .toArray();
  }

  private static double memory(List<Line> lines, String side) {
    return median(
        lines.stream()
            .filter(l -> l.side().equals(side))
            .mapToDouble(Line::memory)
            .sorted()
            .toArray());
  }

  private static String spread(double[] values, String unit) {
    if (values.length == 0) {
      return "–";
    }
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%.3g %s (%.3g–%.3g)",
        median(sorted),
        unit,
        sorted[0],
        sorted[sorted.length - 1]);
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
