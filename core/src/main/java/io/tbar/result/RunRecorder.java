package io.tbar.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what a run does, from its first moment; thread-confined. */
public final class RunRecorder {
  private final Stopwatch stopwatch = new Stopwatch();
  private final String command;
  private final Map<String, @Nullable Object> configuration = new LinkedHashMap<>();
  private final Map<String, Long> seeds = new LinkedHashMap<>();
  private final List<FileRecord> inputs = new ArrayList<>();
  private final List<FileRecord> outputs = new ArrayList<>();
  private final Map<String, Scores> measures = new LinkedHashMap<>();
  private final List<Series> curves = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private long skippedCount;
  private @Nullable EngineInfo engine;
  private @Nullable Attack attack;
  private @Nullable Poisoning poisoning;
  private @Nullable Cleaning cleaning;
  private @Nullable Double dataWaitShare;
  private @Nullable String note;

  private RunRecorder(String command) {
    this.command = command;
  }

  /** Starts the clock. */
  public static RunRecorder start(String command) {
    return new RunRecorder(command);
  }

  /**
   * An option in force: text, number, boolean, enum, path (its name is kept) or a list of them;
   * null is recorded as "none".
   */
  public RunRecorder setting(String name, @Nullable Object value) {
    configuration.put(name, value);
    return this;
  }

  public RunRecorder seed(String stream, long seed) {
    seeds.put(stream, seed);
    return this;
  }

  public RunRecorder input(FileRecord file) {
    inputs.add(file);
    return this;
  }

  public RunRecorder output(FileRecord file) {
    outputs.add(file);
    return this;
  }

  /**
   * @param model {@link RunRecord#BEFORE}, {@link RunRecord#AFTER} or {@link RunRecord#MODEL}
   */
  public RunRecorder measures(String model, Scores scores) {
    measures.put(model, scores);
    return this;
  }

  public RunRecorder curve(Series curve) {
    curves.add(curve);
    return this;
  }

  public RunRecorder warning(String sentence) {
    warnings.add(sentence);
    return this;
  }

  /** Images left out, with the reason in each name; calls add up. */
  public RunRecorder skipped(long count, List<String> names) {
    skippedCount += count;
    skipped.addAll(names);
    return this;
  }

  public RunRecorder engine(EngineInfo value) {
    engine = value;
    return this;
  }

  public RunRecorder attack(Attack value) {
    attack = value;
    return this;
  }

  public RunRecorder poisoning(Poisoning value) {
    poisoning = value;
    return this;
  }

  public RunRecorder cleaning(Cleaning value) {
    cleaning = value;
    return this;
  }

  /** Share of the time that the model waited for images, in [0, 1]. */
  public RunRecorder dataWaitShare(double share) {
    dataWaitShare = share;
    return this;
  }

  /** One sentence on the status. */
  public RunRecorder note(String sentence) {
    note = sentence;
    return this;
  }

  /** The record as of now; the clock goes on. */
  public RunRecord finish(Status status) {
    if (!Invocation.words().isEmpty()) {
      configuration.put(RunRecord.ARGUMENTS, Invocation.words());
    }
    return new RunRecord(
        RunRecord.SCHEMA_VERSION,
        command,
        status,
        note,
        Tool.current(),
        stopwatch.timing(),
        Machine.current(),
        engine,
        Settings.copy(configuration),
        seeds,
        inputs,
        outputs,
        attack,
        poisoning,
        cleaning,
        measures,
        curves,
        dataWaitShare,
        warnings,
        new SkippedImages(skippedCount, skipped));
  }
}
