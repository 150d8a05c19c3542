package io.tbar.experiment;

/** A figure that a cell may have: its key in records, its name in tables. */
public enum Figure {
  CA_BEFORE("caBefore", "CA before", true, 1),
  CA_AFTER("caAfter", "CA after", true, 1),
  CA_KEPT("caKept", "CA kept", true, 1),
  ASR_BEFORE("asrBefore", "ASR before", true, 0),
  ASR_AFTER("asrAfter", "ASR after", true, -1),
  TARGET_SHARE("targetShareCleanAfter", "target's share without trigger", true, 0),
  TRIGGERED_ACCURACY("triggeredAccuracyAfter", "accuracy under the trigger", true, 1),
  SHIFT("largestShiftAfter", "largest shift to a third class", true, -1),
  XI("xi", "xi in the search region", true, -1),
  ALPHA("alpha", "alpha", false, 0),
  SAMPLES("samples", "samples used", false, -1),
  SECONDS("methodSeconds", "seconds of the method", false, -1),
  EXCESS("excessAfter", "excess attack success", true, -1),
  OWN_ANSWERS_BACK("ownAnswersBackAfter", "own answers back", true, 1);

  private final String key;
  private final String title;
  private final boolean share;
  private final int better;

  Figure(String key, String title, boolean share, int better) {
    this.key = key;
    this.title = title;
    this.share = share;
    this.better = better;
  }

  public String key() {
    return key;
  }

  public String title() {
    return title;
  }

  /** Whether it is a share in [0, 1], or a difference of two, shown in per cent. */
  public boolean share() {
    return share;
  }

  /** 1 where more is better, -1 where less is, 0 where neither. */
  public int better() {
    return better;
  }
}
