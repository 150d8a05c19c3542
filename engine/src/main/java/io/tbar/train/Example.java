package io.tbar.train;

import io.tbar.image.Pixels;
import org.jspecify.annotations.Nullable;

/**
 * A picture and the class it is to be answered with.
 *
 * @param triggered the same picture with the trigger where the training sees both, or null
 */
public record Example(Pixels pixels, int label, @Nullable Pixels triggered) {
  public Example(Pixels pixels, int label) {
    this(pixels, label, null);
  }
}
