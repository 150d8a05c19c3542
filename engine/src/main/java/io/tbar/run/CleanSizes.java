package io.tbar.run;

import io.tbar.base.TbarException;
import io.tbar.data.ClassNames;
import io.tbar.data.DataSets;
import io.tbar.data.ImageData;
import io.tbar.method.CleaningData;
import io.tbar.method.CleaningOptions;

/**
 * How many images each set of a cleaning has, without drawing them.
 *
 * @param labelled whether the validation images are
 */
record CleanSizes(int forget, int validation, int test, int held, boolean labelled) {
  static CleanSizes of(
      ImageData images, CleanRun.Inputs inputs, ClassNames classes, CleaningOptions options) {
    ImageData given =
        inputs.validation() == null ? null : DataSets.open(inputs.validation(), classes);
    ImageData test = inputs.test() == null ? null : DataSets.open(inputs.test(), classes);
    int rest = images.size() - options.forgetImages();
    if (rest < 0) {
      throw TbarException.badInput(
          "%s has %d images, too few for a forget set of %d; give more images or a smaller forget"
              + " set.",
          images.name(), images.size(), options.forgetImages());
    }
    int drawn =
        given != null
            ? 0
            : Math.min(options.validationImages(), test == null ? (rest + 1) / 2 : rest);
    int measured = test != null ? 0 : Math.min(options.testImages(), rest - drawn);
    int held =
        options.estimator().holds() ? Math.min(CleaningData.MOST_HELD, rest - drawn - measured) : 0;
    return new CleanSizes(
        options.forgetImages(),
        given == null ? drawn : Math.min(options.validationImages(), given.size()),
        test == null ? measured : test.size(),
        held,
        (given == null ? images : given).labelled());
  }
}
