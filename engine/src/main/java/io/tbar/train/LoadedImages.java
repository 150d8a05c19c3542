package io.tbar.train;

import io.tbar.base.Progress;
import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.data.Loaded;
import io.tbar.data.PixelLoader;
import java.util.List;

/** Sets of images small enough to be held decoded on the model's grid. */
public final class LoadedImages {
  private LoadedImages() {}

  /**
   * Decodes every image of a set.
   *
   * @param stage what the listener is told
   * @param skipped gets the images that cannot be used, "key: why"
   * @throws io.tbar.base.TbarException BAD_INPUT where none can be used
   */
  public static List<Loaded> load(
      String stage,
      ImageData data,
      ZeroShotModel model,
      LoadOptions loading,
      List<String> skipped,
      Progress progress) {
    try (PixelLoader loader = new PixelLoader(data, model.preprocess(), loading)) {
      List<Loaded> loaded = loader.all(stage, progress);
      skipped.addAll(loader.skippedNames());
      return loaded;
    }
  }
}
