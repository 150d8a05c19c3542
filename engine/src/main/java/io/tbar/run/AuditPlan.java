package io.tbar.run;

import io.tbar.base.TbarException;
import io.tbar.data.ClassNames;
import io.tbar.data.LoadOptions;
import io.tbar.invert.Budget;
import io.tbar.invert.Scan;
import io.tbar.verdict.NullSet;
import io.tbar.verdict.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How checkpoints are audited.
 *
 * @param data any clean images
 * @param classes file with the vocabulary of labels, or null for the bundled list
 * @param templates name of a built-in set of prompts, or a file
 * @param images at most so many of them are used
 * @param nulls what to compare with, or null for a bundled set where one fits
 * @param base trusted model of the same architecture to compare with, or null
 * @param rule from statistics to an answer
 * @param budget of the scan
 * @param targetFirst whether a trigger is also searched target first
 * @param seed of everything that is drawn
 * @param maxTime for all checkpoints together, or null
 * @param resume whether to save the state and take up what an earlier call left
 * @param batch images a step where nothing is searched
 * @param threads compute threads, 0 for all processors
 * @param loading of the images
 * @param settings of the task, for the records
 */
public record AuditPlan(
    String data,
    @Nullable Path classes,
    String templates,
    int images,
    @Nullable NullSet nulls,
    @Nullable Path base,
    Rule rule,
    Budget budget,
    boolean targetFirst,
    long seed,
    @Nullable Duration maxTime,
    boolean resume,
    int batch,
    int threads,
    LoadOptions loading,
    Map<String, Object> settings) {
  /** Images that a scan uses unless told otherwise; more make it slower to load, not better. */
  public static final int IMAGES = 512;

  public AuditPlan {
    if (images < Scan.LEAST_IMAGES) {
      throw TbarException.usage(
          "%d images are too few for a scan; give at least %d.", images, Scan.LEAST_IMAGES);
    }
    if (base != null && nulls != null) {
      throw TbarException.usage("Give --base or --null: an audit is judged by one of them.");
    }
  }

  /** Without settings beside these. */
  public AuditPlan(
      String data,
      @Nullable Path classes,
      String templates,
      int images,
      @Nullable NullSet nulls,
      @Nullable Path base,
      Rule rule,
      Budget budget,
      boolean targetFirst,
      long seed,
      @Nullable Duration maxTime,
      boolean resume,
      int batch,
      int threads,
      LoadOptions loading) {
    this(
        data,
        classes,
        templates,
        images,
        nulls,
        base,
        rule,
        budget,
        targetFirst,
        seed,
        maxTime,
        resume,
        batch,
        threads,
        loading,
        Map.of());
  }

  /** The same with the settings of a task. */
  public AuditPlan withSettings(Map<String, Object> all) {
    return new AuditPlan(
        data,
        classes,
        templates,
        images,
        nulls,
        base,
        rule,
        budget,
        targetFirst,
        seed,
        maxTime,
        resume,
        batch,
        threads,
        loading,
        all);
  }

  /** The vocabulary, each name once. */
  ClassNames vocabulary() {
    if (classes == null) {
      return ClassNames.commonObjects();
    }
    ClassNames names = ClassNames.read(classes);
    names.requireDistinct("The vocabulary " + classes);
    if (names.size() < 2) {
      throw TbarException.badInput(
          "The vocabulary %s holds one name only; a target can be told apart from two on.",
          classes);
    }
    return names;
  }
}
