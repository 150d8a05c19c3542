package io.tbar.experiment;

import io.tbar.base.JsonObject;
import io.tbar.base.Progress;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the same plan in every process from the same text. Found as a service, so that {@link
 * StageRunner} needs not know what stages do.
 */
public interface PlanSource {
  /** The name by which a plan names it. */
  String name();

  /** What must be equal on every node: the version of what computes. */
  String version();

  /**
   * @param body what the source wrote when the plan was saved
   * @param store folder of stages, for what is remembered there
   */
  List<PlannedCell> plan(JsonObject body, Path store, Progress progress);
}
