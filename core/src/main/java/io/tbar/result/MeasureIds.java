package io.tbar.result;

/** Keys of the measures in result.json; more may be added, none renamed. */
public final class MeasureIds {
  public static final String CLEAN_ACCURACY = "cleanAccuracy";
  public static final String CLEAN_ACCURACY_TOP5 = "cleanAccuracyTop5";
  public static final String ATTACK_SUCCESS = "attackSuccess";
  public static final String ATTACK_SUCCESS_ALL = "attackSuccessAllImages";
  public static final String TRIGGERED_ACCURACY = "triggeredAccuracy";
  public static final String TRIGGERED_ACCURACY_ALL = "triggeredAccuracyAllImages";
  public static final String TARGET_SHARE_CLEAN = "targetShareClean";
  public static final String LARGEST_SHIFT = "largestShift";
  public static final String LARGEST_SHIFT_CLEAN = "largestShiftClean";
  public static final String AGREEMENT = "agreement";

  private MeasureIds() {}
}
