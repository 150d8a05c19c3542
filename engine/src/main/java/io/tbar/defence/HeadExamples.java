package io.tbar.defence;

import io.tbar.base.Seeds;
import io.tbar.data.Loaded;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import io.tbar.train.Example;
import io.tbar.train.Examples;
import io.tbar.train.Recipe;
import io.tbar.trigger.Trigger;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images with their true labels, and perhaps each a second time with a trigger, in a new order each
 * epoch.
 *
 * @param trigger put on the second time, after the augmentation; null for clean images alone
 */
record HeadExamples(List<Loaded> images, @Nullable Trigger trigger, Recipe recipe)
    implements Examples {
  @Override
  public int size() {
    return trigger == null ? images.size() : 2 * images.size();
  }

  @Override
  public Iterator<Example> epoch(int epoch) {
    return Arrays.stream(Split.order(size(), recipe.seed(), "data-order", epoch))
        .mapToObj(at -> example(epoch, at))
        .iterator();
  }

  private Example example(int epoch, int at) {
    Loaded image = images.get(at % images.size());
    Pixels pixels =
        recipe
            .augmentation()
            .apply(image.pixels(), Seeds.of(recipe.seed(), "augmentation", epoch, at));
    boolean triggered = trigger != null && at >= images.size();
    return new Example(
        triggered && trigger != null ? trigger.apply(pixels, image.index()) : pixels,
        image.sample().label());
  }
}
