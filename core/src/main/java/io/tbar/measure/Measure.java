package io.tbar.measure;

/**
 * A share that an {@link Evaluation} may hold: its key in records, its title in tables, and what is
 * counted over what.
 */
public enum Measure {
  CLEAN_TOP1(
      "caTop1",
      "clean accuracy",
      "Share of the labelled images, without trigger, whose most likely class is the true one."),
  CLEAN_TOP5(
      "caTop5",
      "clean accuracy (top 5)",
      "Share of the labelled images, without trigger, whose true class is among the five most"
          + " likely ones."),
  ATTACK_SUCCESS(
      "asr",
      "attack success rate",
      "Share of the triggered images, whose true label is not the target, that are predicted as the"
          + " target; images of the target class count neither above nor below."),
  ATTACK_SUCCESS_BY_REFERENCE(
      "asrByReference",
      "attack success rate (no labels)",
      "Share of the triggered images, whose clean reference prediction is not the target, that are"
          + " predicted as the target; stands in for the attack success rate where labels are"
          + " absent."),
  ATTACK_SUCCESS_ALL(
      "asrAll",
      "attack success rate (all images)",
      "Share of all triggered images, those of the target class included, that are predicted as the"
          + " target."),
  TARGET_SHARE_CLEAN(
      "targetShareClean",
      "target's share without trigger",
      "Share of the images, whose true label is not the target, that are predicted as the target"
          + " without any trigger: what the attack success rate would be if the trigger did"
          + " nothing."),
  TARGET_SHARE_CLEAN_ALL(
      "targetShareCleanAll",
      "target's share without trigger (all images)",
      "Share of all images that are predicted as the target without any trigger."),
  TRIGGERED_ACCURACY(
      "triggeredAccuracy",
      "accuracy under the trigger",
      "Share of the triggered images, whose true label is not the target, that are predicted as"
          + " their true class."),
  TRIGGERED_ACCURACY_ALL(
      "triggeredAccuracyAll",
      "accuracy under the trigger (all images)",
      "Share of all labelled triggered images that are predicted as their true class."),
  AGREEMENT(
      "agreement",
      "agreement with the reference",
      "Share of the images, without trigger, on which the prediction equals the reference"
          + " checkpoint's prediction for the same image without trigger."),
  TRIGGERED_AGREEMENT(
      "triggeredAgreement",
      "agreement under the trigger",
      "Share of the triggered images on which the prediction equals the clean prediction of the"
          + " reference checkpoint, or of the checkpoint itself where no reference is given."),
  OWN_ANSWERS_BACK(
      "ownAnswersBack",
      "own answers back",
      "Share of the triggered images, whose true label is not the target (or, where no image has a"
          + " label, whose clean reference prediction is not), on which the prediction equals the"
          + " clean prediction of the reference checkpoint: for a cleaned model, what the suspect"
          + " itself answers without trigger; of the checkpoint itself where no reference is"
          + " given.");

  private final String key;
  private final String title;
  private final String definition;

  Measure(String key, String title, String definition) {
    this.key = key;
    this.title = title;
    this.definition = definition;
  }

  /** Its name in JSON. */
  public String key() {
    return key;
  }

  /** Its name in tables. */
  public String title() {
    return title;
  }

  /** One sentence: what is counted over what. */
  public String definition() {
    return definition;
  }
}
