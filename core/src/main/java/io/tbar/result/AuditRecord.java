package io.tbar.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tbar.base.TbarException;
import io.tbar.measure.Statistic;
import io.tbar.verdict.Answer;
import io.tbar.verdict.BaseComparison;
import io.tbar.verdict.LabelEffects;
import io.tbar.verdict.ScanKind;
import io.tbar.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an audit of one model found; written as audit.json.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}; within 1.x only additions
 * @param model folder or file name
 * @param modelSha256 of its tensors: the same after conversion of metadata, shards or names of
 *     files
 * @param lineage SHA-256 of the model that it was fine-tuned from, where a result.json beside it
 *     tells; its own otherwise
 * @param kind which null sets it may be compared with
 * @param verdict the answer and what it stands on
 * @param further numbers that are told but that the verdict does not use
 * @param nulls the null set's values by statistic, for plots; empty without a null set
 * @param reason one sentence: why that trigger was chosen, or why none
 * @param triggers the best of each family, smallest change first
 * @param candidates labels that the trigger may lead to, largest increase first
 * @param nearest labels nearest to the collapsed embedding, nearest first
 * @param curves how the inversions went
 * @param passes images that went through the tower
 * @param notDone what the scan left out, a sentence each
 * @param configuration every option that was in force
 * @param warnings what the user should know
 * @param effects how far each label can be driven, or null where it was not measured
 * @param comparison with a trusted base, or null without one
 */
public record AuditRecord(
    String schemaVersion,
    Tool tool,
    Timing timing,
    Machine machine,
    @Nullable EngineInfo engine,
    String model,
    String modelSha256,
    String lineage,
    ScanKind kind,
    Verdict verdict,
    List<Statistic> further,
    List<NullValues> nulls,
    String reason,
    List<TriggerFinding> triggers,
    List<LabelCandidate> candidates,
    List<LabelCandidate> nearest,
    List<Series> curves,
    long passes,
    List<String> notDone,
    Map<String, Object> configuration,
    List<FileRecord> inputs,
    List<String> warnings,
    @Nullable LabelEffects effects,
    @Nullable BaseComparison comparison) {
  public static final String SCHEMA_VERSION = "1.1";

  /**
   * Images that DECREE's released schedule puts through the tower: 1,000 epochs of 10,000 images,
   * whatever the batch. It may end sooner, so it is the most (Feng et al. 2023, arXiv 2303.15180).
   */
  public static final long DECREE_PASSES = 1_000L * 10_000;

  public AuditRecord {
    Settings.digest(modelSha256);
    Settings.digest(lineage);
    further = List.copyOf(further);
    nulls = List.copyOf(nulls);
    triggers = List.copyOf(triggers);
    candidates = List.copyOf(candidates);
    nearest = List.copyOf(nearest);
    curves = List.copyOf(curves);
    notDone = List.copyOf(notDone);
    configuration = Settings.copy(configuration);
    inputs = List.copyOf(inputs);
    warnings = List.copyOf(warnings);
  }

  /** The trigger that was chosen, or null where none is usable. */
  public @Nullable TriggerFinding chosen() {
    return triggers.stream().filter(TriggerFinding::chosen).findFirst().orElse(null);
  }

  /** Passes as a share of {@link #DECREE_PASSES}; written, and computed anew when read. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public double shareOfDecree() {
    return (double) passes / DECREE_PASSES;
  }

  public Answer answer() {
    return verdict.answer();
  }

  /** The same scan judged anew. */
  public AuditRecord judged(Verdict by, List<NullValues> values) {
    return with(by, values, triggers);
  }

  /** The same with triggers that say where they were written. */
  public AuditRecord withTriggers(List<TriggerFinding> written) {
    return with(verdict, nulls, written);
  }

  private AuditRecord with(Verdict by, List<NullValues> values, List<TriggerFinding> newTriggers) {
    return new AuditRecord(
        schemaVersion,
        tool,
        timing,
        machine,
        engine,
        model,
        modelSha256,
        lineage,
        kind,
        by,
        further,
        values,
        reason,
        newTriggers,
        candidates,
        nearest,
        curves,
        passes,
        notDone,
        configuration,
        inputs,
        warnings,
        effects,
        comparison);
  }

  /** As audit.json: stable key order, shortest numbers, no path of the machine. */
  public String toJson() {
    return ResultJson.write(this);
  }

  /**
   * @throws TbarException where the file is not an audit of this schema version
   */
  public static AuditRecord read(Path file) {
    return ResultJson.read(
        file, AuditRecord.class, AuditRecord::schemaVersion, "'tbar audit'", "audit.json");
  }
}
