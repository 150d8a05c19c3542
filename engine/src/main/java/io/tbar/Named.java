package io.tbar;

import io.tbar.run.Subject;
import org.jspecify.annotations.Nullable;

/** The subject of a run from a task's parts. */
final class Named {
  private Named() {}

  static Subject.Named of(
      Model model, Compute compute, @Nullable String trigger, @Nullable String target) {
    return new Subject.Named(
        model.path(),
        model.config(),
        model.classes(),
        model.templates(),
        trigger,
        target,
        compute.batch(),
        compute.threads());
  }
}
