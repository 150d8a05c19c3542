package io.tbar.contrast;

import io.tbar.base.Seeds;
import io.tbar.data.Loaded;
import io.tbar.data.PixelLoader;
import io.tbar.data.PixelPass;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import io.tbar.train.Recipe;
import io.tbar.trigger.Trigger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Pairs in batches: each epoch in an order of its own, augmented, poisoned ones triggered last.
 * What a batch holds depends on its step alone, so that a stream may begin at any step. A last
 * batch too small is left out; pairs whose picture cannot be used are missing from theirs.
 */
final class PairStream {
  private final PixelLoader loader;
  private final Captions captions;
  private final @Nullable Trigger trigger;
  private final Map<Integer, String> poisoned;
  private final Recipe recipe;
  private final int batch;
  private final int perEpoch;

  /**
   * @param poisoned index of a sample that carries the trigger to its caption
   */
  PairStream(
      PixelLoader loader,
      Captions captions,
      @Nullable Trigger trigger,
      Map<Integer, String> poisoned,
      Recipe recipe) {
    this.loader = loader;
    this.captions = captions;
    this.trigger = trigger;
    this.poisoned = Map.copyOf(poisoned);
    this.recipe = recipe;
    this.batch = Math.min(recipe.batch(), loader.data().size());
    this.perEpoch = loader.data().size() / batch;
  }

  int steps() {
    return Math.multiplyExact(recipe.epochs(), perEpoch);
  }

  int batch() {
    return batch;
  }

  /** The batches from a step on. */
  Iterator<PairBatch> from(int start) {
    return new Iterator<>() {
      private int step = start;
      private int[] order = {};
      private @Nullable PixelPass pass;
      private @Nullable Loaded ahead;

      @Override
      public boolean hasNext() {
        return step < steps();
      }

      @Override
      public PairBatch next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int epoch = step / perEpoch;
        int at = step % perEpoch * batch;
        PixelPass images = pass;
        if (images == null || at == 0) {
          order = Split.order(loader.data().size(), recipe.seed(), "data-order", epoch);
          images = loader.pass(Arrays.copyOfRange(order, at, perEpoch * batch));
          pass = images;
        }
        List<Pixels> pictures = new ArrayList<>();
        List<Integer> samples = new ArrayList<>();
        for (int i = at; i < at + batch; i++) {
          if (ahead == null && images.hasNext()) {
            ahead = images.next();
          }
          // A picture that cannot be used is missing from the pass.
          if (ahead != null && ahead.index() == order[i]) {
            pictures.add(picture(ahead, epoch));
            samples.add(order[i]);
            ahead = null;
          }
        }
        int[] indices = samples.stream().mapToInt(i -> i).toArray();
        Captions.Batch texts = captions.of(step, indices);
        return new PairBatch(step++, indices, pictures, texts.texts(), texts.textOf());
      }
    };
  }

  private Pixels picture(Loaded loaded, int epoch) {
    int index = Math.toIntExact(loaded.index());
    Pixels pixels =
        recipe
            .augmentation()
            .apply(loaded.pixels(), Seeds.of(recipe.seed(), "augmentation", epoch, index));
    return trigger != null && poisoned.containsKey(index) ? trigger.apply(pixels, index) : pixels;
  }
}
