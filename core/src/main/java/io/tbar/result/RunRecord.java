package io.tbar.result;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything worth knowing about one run; written as result.json. Made by {@link RunRecorder}.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}; within 1.x only additions
 * @param command "clean", "eval", "poison", …
 * @param note one sentence on the status where it needs one, or null
 * @param configuration every option that was in force, defaults filled in
 * @param seeds seed by stream
 * @param measures by model: "before" and "after", or "model" where there is one
 * @param curves training losses and the like
 * @param dataWaitShare share of the time that the model waited for images, in [0, 1], or null
 */
public record RunRecord(
    String schemaVersion,
    String command,
    Status status,
    @Nullable String note,
    Tool tool,
    Timing timing,
    Machine machine,
    @Nullable EngineInfo engine,
    Map<String, Object> configuration,
    Map<String, Long> seeds,
    List<FileRecord> inputs,
    List<FileRecord> outputs,
    @Nullable Attack attack,
    @Nullable Poisoning poisoning,
    @Nullable Cleaning cleaning,
    Map<String, Scores> measures,
    List<Series> curves,
    @Nullable Double dataWaitShare,
    List<String> warnings,
    SkippedImages skippedImages) {
  public static final String SCHEMA_VERSION = "1.0";

  /** Key of {@link #configuration} for the words of the command line, where there was one. */
  public static final String ARGUMENTS = "arguments";

  /** Key of {@link #configuration} of a run that is a control, not meant to succeed. */
  public static final String CONTROL = "control";

  /** Key of {@link #measures} for the model as it came. */
  public static final String BEFORE = "before";

  /** Key of {@link #measures} for the model as it was written. */
  public static final String AFTER = "after";

  /** Key of {@link #measures} where there is only one model. */
  public static final String MODEL = "model";

  public RunRecord {
    configuration = Settings.copy(configuration);
    seeds = Collections.unmodifiableMap(new LinkedHashMap<>(seeds));
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    curves = List.copyOf(curves);
    warnings = List.copyOf(warnings);
    if (dataWaitShare != null) {
      Settings.finite("dataWaitShare", dataWaitShare);
    }
  }

  /** As result.json: stable key order, shortest numbers, no path of the machine. */
  public String toJson() {
    return ResultJson.write(this);
  }

  /**
   * @throws io.tbar.base.TbarException where the file is not a result of this schema version
   */
  public static RunRecord read(Path file) {
    return ResultJson.read(file);
  }
}
