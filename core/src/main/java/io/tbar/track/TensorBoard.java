package io.tbar.track;

import io.tbar.base.AtomicOutput;
import io.tbar.measure.Evaluation;
import io.tbar.measure.Measure;
import io.tbar.result.RunRecord;
import io.tbar.result.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * A run for TensorBoard: a folder of its name with one event file, which holds every curve of the
 * record step by step and every measure of each model as a scalar.
 */
public final class TensorBoard {
  private TensorBoard() {}

  /**
   * Writes the run; what an earlier one of that name left there is replaced.
   *
   * @param logs the folder that TensorBoard watches
   * @param name of the run
   * @throws io.tbar.base.TbarException where it cannot be written
   */
  public static void write(Path logs, String name, RunRecord run) {
    double seconds = Instant.parse(run.timing().started()).getEpochSecond();
    EventFile events = new EventFile(seconds);
    for (Series curve : run.curves()) {
      for (Series.Point point : curve.points()) {
        events.scalar(seconds, Math.round(point.x()), curve.name(), point.y());
      }
    }
    run.measures()
        .forEach((model, scores) -> measures(events, seconds, model, scores.evaluation()));
    save(logs, name, events);
  }

  /**
   * Writes figures of one cell of an experiment.
   *
   * @param name of the run, of one or more folders
   * @param figures those that are no numbers are left out
   */
  public static void write(Path logs, String name, Instant when, Map<String, ?> figures) {
    double seconds = when.getEpochSecond();
    EventFile events = new EventFile(seconds);
    figures.forEach(
        (figure, value) -> {
          if (value instanceof Number number) {
            events.scalar(seconds, 0, figure, number.doubleValue());
          }
        });
    save(logs, name, events);
  }

  private static void measures(
      EventFile events, double seconds, String model, Evaluation evaluation) {
    for (Measure measure : Measure.values()) {
      if (evaluation.has(measure)) {
        events.scalar(seconds, 0, model + "/" + measure.key(), evaluation.rate(measure).value());
      }
    }
  }

  private static void save(Path logs, String name, EventFile events) {
    // By this part of the name TensorBoard knows an event file.
    Path file = logs.resolve(name).resolve("events.out.tfevents.0.tbar");
    AtomicOutput.replaceFile(file, path -> Files.write(path, events.bytes()));
  }
}
