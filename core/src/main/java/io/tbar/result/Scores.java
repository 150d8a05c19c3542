package io.tbar.result;

import io.tbar.measure.Evaluation;
import java.util.List;

/**
 * What one model scored, with the names of the classes.
 *
 * @param classes in the order of the evaluation
 */
public record Scores(Evaluation evaluation, List<String> classes) {
  public Scores {
    classes = List.copyOf(classes);
    if (classes.size() != evaluation.perClass().size()) {
      throw new IllegalArgumentException(
          classes.size() + " names for " + evaluation.perClass().size() + " classes");
    }
  }
}
