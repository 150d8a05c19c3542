package io.tbar.train;

import io.tbar.base.Seeds;
import io.tbar.data.Loaded;
import io.tbar.data.PixelLoader;
import io.tbar.data.PixelPass;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A training set in an order of its own each epoch, augmented, the poisoned samples triggered last
 * and relabelled, and the cover samples under their own label; or, with twins, the poisoned ones as
 * they came and triggered besides.
 */
final class PoisonedExamples implements Examples {
  private final PixelLoader loader;
  private final List<BackdoorShare> backdoors;
  private final Map<Integer, PoisonedSample> poisoned;
  private final Map<Integer, PoisonedSample> covers;
  private final Recipe recipe;
  private final boolean twins;

  PoisonedExamples(
      PixelLoader loader,
      List<BackdoorShare> backdoors,
      Manifest manifest,
      Recipe recipe,
      boolean twins) {
    this.loader = loader;
    this.backdoors = backdoors;
    this.poisoned = byIndex(manifest.samples());
    this.covers = byIndex(manifest.covers());
    this.recipe = recipe;
    this.twins = twins;
  }

  private static Map<Integer, PoisonedSample> byIndex(List<PoisonedSample> samples) {
    return samples.stream().collect(Collectors.toMap(PoisonedSample::index, sample -> sample));
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
    PoisonedSample cover = covers.get(index);
    if (cover != null) {
      return new Example(decoy(backdoors.get(cover.backdoor()), pixels, index), label);
    }
    PoisonedSample sample = poisoned.get(index);
    if (sample == null) {
      return new Example(pixels, label);
    }
    Backdoor backdoor = backdoors.get(sample.backdoor()).backdoor();
    Pixels triggered = backdoor.trigger().apply(pixels, index);
    return twins
        ? new Example(pixels, label, triggered)
        : new Example(triggered, backdoor.target());
  }

  private static Pixels decoy(BackdoorShare covered, Pixels pixels, int index) {
    return covered.backdoor().trigger().decoy().orElseThrow().apply(pixels, index);
  }
}
