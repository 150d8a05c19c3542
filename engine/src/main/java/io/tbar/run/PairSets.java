package io.tbar.run;

import io.tbar.base.TbarException;
import io.tbar.contrast.CaptionChoice;
import io.tbar.contrast.PairOptions;
import io.tbar.contrast.PairPoisoner;
import io.tbar.data.DataSets;
import io.tbar.data.ImageData;
import io.tbar.data.Overlap;
import io.tbar.data.Sample;
import io.tbar.train.HeldOut;
import io.tbar.train.PoisonOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens image–caption pairs, whose labels need not be those of the classes measured on. */
final class PairSets {
  private PairSets() {}

  /** Training pairs, test images and the pool of captions. */
  static PairPoisoner.Data open(
      Subject subject,
      String data,
      @Nullable String test,
      PoisonOptions options,
      PairOptions pairs) {
    ImageData train;
    ImageData held;
    if (test == null) {
      ImageData all = subject.data(data);
      if (!all.labelled()) {
        throw TbarException.badInput(
            "%s has images without a class, so none of them can be held out to measure on: give"
                + " labelled test images with --test.",
            data);
      }
      List<ImageData> parts = HeldOut.of(all, options);
      train = parts.get(0);
      held = parts.get(1);
    } else {
      train = pairs(subject, data);
      held = subject.data(test);
      HeldOut.requireLabels(held);
      Overlap.refuse("training data", train, "test data", held);
    }
    boolean own = pairs.pool() == null || pairs.captions() == CaptionChoice.TEMPLATES;
    return new PairPoisoner.Data(
        train, held, own ? train : DataSets.open(String.valueOf(pairs.pool()), null));
  }

  /** Pairs with captions, their labels left out; or images with a label of the classes. */
  static ImageData pairs(Subject subject, String spec) {
    ImageData open = DataSets.open(spec, null);
    boolean captioned = open.samples().stream().anyMatch(s -> s.caption() != null);
    if (!captioned) {
      return subject.data(spec);
    }
    return new ImageData(
        open.name(),
        open.samples().stream().map(s -> new Sample(s.key(), s.source(), -1, s.caption())).toList(),
        List.of(),
        open.notes());
  }
}
