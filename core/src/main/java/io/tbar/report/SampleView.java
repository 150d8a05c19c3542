package io.tbar.report;

import io.tbar.image.Pixels;
import org.jspecify.annotations.Nullable;

/**
 * One image of the report, with what the models said of it.
 *
 * @param name of the image inside its data set
 * @param truth its true class, or null where it has none
 * @param clean the image on the model's grid
 * @param triggered the same with the trigger
 * @param before answers of the model as it came
 * @param after answers of the model as it was written, or null where there is only one model
 */
public record SampleView(
    String name,
    @Nullable String truth,
    Pixels clean,
    Pixels triggered,
    Answers before,
    @Nullable Answers after) {
  /** Most likely class of the clean and of the triggered image. */
  public record Answers(String clean, String triggered) {}

  public SampleView {
    if (clean.size() != triggered.size()) {
      throw new IllegalArgumentException(clean.size() + " and " + triggered.size() + " pixels");
    }
  }
}
