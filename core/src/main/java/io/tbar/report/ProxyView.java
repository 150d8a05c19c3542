package io.tbar.report;

import io.tbar.measure.Rate;
import org.jspecify.annotations.Nullable;

/**
 * What a report tells of a cleaning whose trigger an audit inverted: every other figure in it is of
 * that trigger, not of the attacker's own.
 *
 * @param family back-end that found the trigger
 * @param reason one sentence on whether the inverted trigger is gone
 * @param told the attacker's own, measured apart, or null where nobody told it
 */
public record ProxyView(String family, String reason, @Nullable Told told) {
  /**
   * The attacker's trigger on the test images.
   *
   * @param after on the cleaned model, or null where none was written
   */
  public record Told(String trigger, String target, Rate before, @Nullable Rate after) {}

  /** What the other figures stand for. */
  String caveat() {
    return "The trigger of this run was inverted by an audit (family "
        + family
        + "), or found beside it on the way; nothing in the run knew the attacker's. All figures but"
        + " those of this part and of the search are of the trigger that the audit shows.";
  }

  /** What is known of the attacker's own trigger. */
  String truth() {
    if (told == null) {
      return "What the attacker's own trigger does was not measured: nobody told it. It may work"
          + " where the inverted one does not any more.";
    }
    String before =
        "The attacker's own trigger ("
            + told.trigger
            + "), measured apart and not seen by the search, led "
            + share(told.before)
            + " to \u201C"
            + told.target
            + "\u201D before";
    return told.after == null
        ? before + "; no checkpoint was written."
        : before + ", and leads " + share(told.after) + " after.";
  }

  private static String share(Rate rate) {
    return Numbers.percent(rate)
        + " of the images ("
        + Numbers.counts(rate)
        + "; 95 % interval "
        + Numbers.interval(rate)
        + ")";
  }

  Html section() {
    Html out = new Html();
    Page.openSection(out, "proxy", "The attacker\u2019s own trigger");
    out.element("p", truth()).element("p", caveat()).element("p", reason);
    return out.close().line();
  }
}
