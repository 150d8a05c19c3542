package io.tbar;

import io.tbar.base.TbarException;
import io.tbar.run.ProxyBackdoor.Control;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The backdoor to remove: one that is known, or one that an audit inferred.
 *
 * @param trigger short form ("badnet", "blended:ratio=0.1"), PNG or trigger file; null with {@code
 *     audit}
 * @param target name of a class; with {@code audit} that of {@code evaluateWith}
 * @param audit folder that an audit of this checkpoint left, or null
 * @param evaluateWith with {@code audit}: a true trigger that is measured as well, after the search
 * @param control with {@code audit}: "random-label", "random-patch" or "random-vector" in the place
 *     of what was inferred, or null
 * @param once with {@code audit}: whether further triggers towards its label are not looked for
 */
public record Suspicion(
    @Nullable String trigger,
    @Nullable String target,
    @Nullable Path audit,
    @Nullable String evaluateWith,
    @Nullable String control,
    boolean once) {
  public Suspicion {
    if (audit == null) {
      if (evaluateWith != null || control != null) {
        throw TbarException.usage("--evaluate-with and --control need --audit.");
      }
      if (once) {
        throw TbarException.usage("--once needs --audit.");
      }
    } else {
      if (trigger != null) {
        throw TbarException.usage(
            "--audit takes the place of --trigger; a true trigger to measure goes to"
                + " --evaluate-with.");
      }
      if ((evaluateWith == null) != (target == null)) {
        throw truthIncomplete();
      }
    }
    replaced(control);
  }

  /** A backdoor that is known. */
  public static Suspicion known(String trigger, String target) {
    return new Suspicion(trigger, target, null, null, null, false);
  }

  /** What an audit inferred. */
  public static Suspicion inferred(Path audit) {
    return new Suspicion(null, null, audit, null, null, false);
  }

  static TbarException truthIncomplete() {
    return TbarException.usage(
        "A true trigger to measure takes --evaluate-with, --target and --test together.");
  }

  /** What stands in the place of a part of what was inferred. */
  Control replaced() {
    return replaced(control);
  }

  private static Control replaced(@Nullable String name) {
    if (name == null) {
      return Control.NONE;
    }
    for (Control one : Control.values()) {
      if (one != Control.NONE && one.text().equals(name)) {
        return one;
      }
    }
    throw TbarException.usage(
        "There is no control '%s'; give random-label, random-patch or random-vector.", name);
  }
}
