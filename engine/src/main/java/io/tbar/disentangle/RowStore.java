package io.tbar.disentangle;

import io.tbar.base.FileErrors;
import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.measure.Rate;
import io.tbar.result.PlanePoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finished rows of a map in a folder, so that a run that was ended goes on where it stood. The
 * folder knows what it was measured on and is refused by any other map.
 */
public final class RowStore {
  private static final String PLAN = "plan.json";
  private final @Nullable Path folder;

  private RowStore(@Nullable Path folder) {
    this.folder = folder;
  }

  /** Keeps nothing. */
  public static RowStore none() {
    return new RowStore(null);
  }

  /**
   * Opens or makes the folder.
   *
   * @param plan everything that decides the answers, as text
   * @param anew whether rows of another plan may be thrown away
   * @throws TbarException BAD_INPUT where the folder holds rows of another plan
   */
  public static RowStore open(Path folder, Map<String, String> plan, boolean anew) {
    Path file = folder.resolve(PLAN);
    RowStore store = new RowStore(folder);
    if (Files.exists(file)) {
      JsonObject before = Json.read(file);
      List<String> changed =
          plan.entrySet().stream()
              .filter(e -> !e.getValue().equals(before.string(e.getKey(), "")))
              .map(Map.Entry::getKey)
              .toList();
      if (changed.isEmpty()) {
        return store;
      }
      if (!anew) {
        throw TbarException.badInput(
            "'%s' holds rows of another map (other %s); remove it, choose another output, or start"
                + " anew with --force.",
            folder, String.join(", ", changed));
      }
      store.remove();
    } else if (Files.exists(folder)) {
      throw TbarException.badInput(
          "'%s' is where finished rows would be kept, but it holds something else; choose another"
              + " output.",
          folder);
    }
    Json.replace(file, plan);
    return store;
  }

  /** How many rows are kept. */
  public int rows() {
    if (folder == null) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return (int) files.filter(f -> f.getFileName().toString().startsWith("row-")).count();
    } catch (IOException e) {
      throw FileErrors.reading(folder, e);
    }
  }

  int[][] cleanAlone(Supplier<int[][]> measure) {
    if (folder == null) {
      return measure.get();
    }
    Path file = folder.resolve("clean-alone.json");
    if (!Files.exists(file)) {
      int[][] measured = measure.get();
      Json.replace(file, Map.of("answers", measured));
      return measured;
    }
    List<int[]> answers = new ArrayList<>();
    for (Object row : Json.read(file).array("answers")) {
      answers.add(((List<?>) row).stream().mapToInt(n -> ((Number) n).intValue()).toArray());
    }
    return answers.toArray(int[][]::new);
  }

  List<PlanePoint> row(int index, Supplier<List<PlanePoint>> measure) {
    if (folder == null) {
      return measure.get();
    }
    Path file = folder.resolve("row-" + index + ".json");
    if (!Files.exists(file)) {
      List<PlanePoint> measured = measure.get();
      Json.replace(file, Map.of("counts", measured.stream().map(RowStore::counts).toList()));
      return measured;
    }
    List<PlanePoint> points = new ArrayList<>();
    for (Object counts : Json.read(file).array("counts")) {
      points.add(
          point(((List<?>) counts).stream().mapToLong(n -> ((Number) n).longValue()).toArray()));
    }
    return points;
  }

  private static List<Long> counts(PlanePoint p) {
    return Stream.of(
            p.cleanError(),
            p.triggerError(),
            p.cleanAccuracy(),
            p.attackSuccess(),
            p.triggeredAccuracy())
        .flatMap(rate -> Stream.of(rate.count(), rate.total()))
        .toList();
  }

  private static PlanePoint point(long[] n) {
    Rate[] rates = new Rate[5];
    Arrays.setAll(rates, i -> new Rate(n[2 * i], n[2 * i + 1]));
    return new PlanePoint(rates[0], rates[1], rates[2], rates[3], rates[4]);
  }

  /** Throws the rows away, once their map is written. */
  public void remove() {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw FileErrors.writing(folder, e);
    }
  }
}
