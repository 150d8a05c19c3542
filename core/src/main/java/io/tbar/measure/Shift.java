package io.tbar.measure;

/**
 * How often one class is predicted wrongly with and without the trigger. Both shares are over the
 * images whose true label is not this class; an image without a label counts for every class.
 *
 * @param to index of the class
 * @param triggered its share on triggered images
 * @param clean its share on the same images without trigger
 */
public record Shift(int to, Rate triggered, Rate clean) {
  /** What the largest shift says, for records and reports. */
  public static final String DEFINITION =
      "The class other than the target that gains most under the trigger: its share among the"
          + " triggered images whose true label is another one, beside the same share without"
          + " trigger.";

  /** Triggered share minus clean share, in [-1, 1]. */
  public double increase() {
    return triggered.value() - clean.value();
  }
}
