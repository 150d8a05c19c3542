package io.tbar.train;

import io.tbar.base.Seeds;
import io.tbar.data.Loaded;
import io.tbar.data.PixelLoader;
import io.tbar.data.PixelPass;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A training set in an order of its own each epoch, augmented, the poisoned samples triggered last
 * and relabelled; or, with twins, as they came and triggered besides.
 */
final class PoisonedExamples implements Examples {
  private final PixelLoader loader;
  private final Backdoor backdoor;
  private final Set<Integer> poisoned;
  private final Recipe recipe;
  private final boolean twins;

  PoisonedExamples(
      PixelLoader loader, Backdoor backdoor, Manifest manifest, Recipe recipe, boolean twins) {
    this.loader = loader;
    this.backdoor = backdoor;
    this.poisoned =
        manifest.samples().stream().map(PoisonedSample::index).collect(Collectors.toSet());
    this.recipe = recipe;
    this.twins = twins;
  }

  @Override
  public int size() {
    return loader.data().size();
  }

  @Override
  public Iterator<Example> epoch(int epoch) {
    PixelPass pass = loader.pass(Split.order(size(), recipe.seed(), "data-order", epoch));
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pass.hasNext();
      }

      @Override
      public Example next() {
        return example(pass.next(), epoch);
      }
    };
  }

  private Example example(Loaded loaded, int epoch) {
    int index = Math.toIntExact(loaded.index());
    Pixels pixels =
        recipe
            .augmentation()
            .apply(loaded.pixels(), Seeds.of(recipe.seed(), "augmentation", epoch, index));
    int label = loaded.sample().label();
    if (!poisoned.contains(index)) {
      return new Example(pixels, label);
    }
    Pixels triggered = backdoor.trigger().apply(pixels, index);
    return twins
        ? new Example(pixels, label, triggered)
        : new Example(triggered, backdoor.target());
  }
}
