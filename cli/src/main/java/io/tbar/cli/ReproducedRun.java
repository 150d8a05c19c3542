package io.tbar.cli;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.measure.Excess;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.result.EngineInfo;
import io.tbar.result.FileRecord;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Does a recorded run again from its own record. */
final class ReproducedRun {
  private ReproducedRun() {}

  /**
   * @param folders where files are looked for that are not where they were
   * @param place an empty folder for what comes out
   */
  static Comparison run(RunRecord record, List<Path> folders, Path place, Progress progress)
      throws IOException {
    Object arguments = record.configuration().get(RunRecord.ARGUMENTS);
    if (!(arguments instanceof List<?> list) || list.isEmpty()) {
      throw TbarException.badInput(
          "The record of '%s' does not hold its command line, as those of library callers and of"
              + " older versions do not; run the command by hand.",
          record.command());
    }
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(String.valueOf(word)));
    Set<String> names = new HashSet<>();
    record.inputs().forEach(input -> names.add(input.name()));
    List<String> found = Arguments.found(words, names, folders);
    EngineInfo engine = record.engine();
    if (engine != null) {
      // The threads decide the order of sums, and so the last digits.
      found.removeIf(word -> word.startsWith("--threads="));
      int at = found.indexOf("--threads");
      if (at >= 0) {
        found.subList(at, Math.min(at + 2, found.size())).clear();
      }
      found.add("--threads=" + engine.threads());
    }
    RunRecord again = again(record, found, place, progress);
    Comparison comparison = new Comparison();
    tell(record, comparison::recorded, comparison::recorded);
    tell(again, comparison::again, comparison::added);
    return comparison;
  }

  private static RunRecord again(
      RunRecord record, List<String> words, Path place, Progress progress) throws IOException {
    List<String> all = new ArrayList<>(words);
    if (record.command().equals("eval")) {
      all.add("--json");
      Path file = place.resolve("result.json");
      Files.writeString(file, CommandRun.output(all, progress));
      return RunRecord.read(file);
    }
    Path out = place.resolve("again");
    all.add("--out=" + out);
    CommandRun.output(all, progress);
    return RunRecord.read(out.resolve("result.json"));
  }

  /**
   * @param later takes what records of older versions lack
   */
  private static void tell(
      RunRecord run,
      BiConsumer<String, @Nullable Object> to,
      BiConsumer<String, @Nullable Object> later) {
    to.accept("status", run.status().text());
    for (FileRecord input : run.inputs()) {
      to.accept("input " + input.role(), input.sha256());
    }
    if (run.cleaning() != null) {
      to.accept("alpha", run.cleaning().alpha());
      to.accept("trigger vector", run.cleaning().vectorSha256());
    }
    for (Map.Entry<String, Scores> scores : run.measures().entrySet()) {
      for (Measure measure : Measure.values()) {
        if (scores.getValue().evaluation().has(measure)) {
          Rate rate = scores.getValue().evaluation().rate(measure);
          (measure == Measure.OWN_ANSWERS_BACK ? later : to)
              .accept(
                  scores.getKey() + ": " + measure.title(), rate.count() + " of " + rate.total());
        }
      }
      Excess excess = scores.getValue().evaluation().excess();
      later.accept(
          scores.getKey() + ": " + Excess.TITLE, excess == null ? null : Numbers.counts(excess));
    }
    for (FileRecord output : run.outputs()) {
      to.accept("output " + output.name(), output.sha256());
    }
  }
}
