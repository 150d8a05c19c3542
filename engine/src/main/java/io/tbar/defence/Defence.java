package io.tbar.defence;

import io.tbar.base.Progress;
import java.nio.file.Path;
import java.util.Map;

/** A method with its settings, ready to clean a suspect. */
public interface Defence {
  /** What it is and what it must know. */
  Method method();

  /** Every setting in force, for records. */
  Map<String, Object> settings();

  /**
   * Measures the suspect, cleans it, writes it and measures what was written.
   *
   * @param out where the cleaned checkpoint goes, a folder where the suspect is one
   * @param vectorFile where a task vector goes, for methods that make one
   */
  Defended clean(Suspect suspect, Path out, Path vectorFile, Progress progress);
}
