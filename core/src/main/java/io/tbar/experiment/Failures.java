package io.tbar.experiment;

import io.tbar.base.TbarException;
import io.tbar.base.TbarException.Kind;

/** What a stage died of, as one sentence. */
final class Failures {
  private Failures() {}

  static TbarException sentence(String stage, Throwable thrown) {
    if (thrown instanceof TbarException known) {
      return known;
    }
    if (thrown instanceof OutOfMemoryError) {
      return new TbarException(
          Kind.INTERNAL,
          "Out of memory in the stage "
              + stage
              + "; take a smaller batch, or set TBAR_JAVA_OPTS to a larger heap such as -Xmx8g.",
          thrown);
    }
    String message = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("no message");
    return new TbarException(
        Kind.INTERNAL,
        "Internal error in the stage "
            + stage
            + ": "
            + thrown.getClass().getSimpleName()
            + ": "
            + message,
        thrown);
  }
}
