package io.tbar.cli;

import io.tbar.experiment.Stage;
import java.util.Map;

/**
 * How an experiment's method gets from an infected checkpoint to a cleaned one. A further kind of
 * method is one file and a line in {@link #of}; a method of {@code tbar clean} needs neither.
 */
interface CellMethod {
  /**
   * The stages in order by role; the one called {@link CellStages#CLEANED} leaves the cleaned
   * checkpoint in its folder {@link CellStages#MODEL}.
   *
   * @param infected leaves the infected checkpoint in its folder {@link CellStages#MODEL}
   * @param planner for methods that build on another cell
   */
  Map<String, Stage> stages(CellParts parts, Stage infected, CellPlanner planner);

  /** The kind of method that an experiment file names. */
  static CellMethod of(String name) {
    return switch (name) {
      case VectorOfMethod.NAME -> new VectorOfMethod();
      case MapMethod.NAME -> new MapMethod();
      default -> new CleanMethod();
    };
  }

  /** Whether the kind of method estimates a trigger vector itself. */
  static boolean makesVectors(String name) {
    return name.equals("tbar");
  }
}
