package io.tbar.defence;

/** What a method must be told or given. */
public enum Knowledge {
  TRIGGER("the trigger", "give --trigger"),
  TARGET("the target label", "give --target"),
  IMAGES("clean images", "give --images"),
  LABELS("labelled clean images", "give --images whose samples have a class"),
  PAIRS(
      "clean image–caption pairs",
      "give --pairs, or --images whose samples have a caption or a class"),
  BASE("the clean weights that the suspect was trained from", "give --base");

  private final String text;
  private final String remedy;

  Knowledge(String text, String remedy) {
    this.text = text;
    this.remedy = remedy;
  }

  /** In words: "the trigger". */
  public String text() {
    return text;
  }

  /** What the user can do: "give --base". */
  public String remedy() {
    return remedy;
  }
}
