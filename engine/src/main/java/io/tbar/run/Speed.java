package io.tbar.run;

import io.tbar.invert.Passes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How fast a model goes here, in seconds each.
 *
 * @param seen an image through the tower
 * @param searched an image through it and a gradient back to its pixels
 * @param trained an image through it and a gradient back to the weights; 0 where nothing is trained
 * @param text a text through the text tower
 * @param loaded a picture from its file to the model's grid
 * @param device cpu or cuda
 */
public record Speed(
    double seen,
    double searched,
    double trained,
    double text,
    double loaded,
    int threads,
    String device) {

  double searching(Passes passes) {
    return (passes.forward() - passes.backward()) * seen + passes.backward() * searched;
  }

  double training(Passes passes) {
    return (passes.forward() - passes.backward()) * seen + passes.backward() * trained;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("imagesPerSecond", perSecond(seen));
    map.put("searchedImagesPerSecond", perSecond(searched));
    if (trained > 0) {
      map.put("trainedImagesPerSecond", perSecond(trained));
    }
    map.put("textsPerSecond", perSecond(text));
    map.put("loadedPerSecond", perSecond(loaded));
    map.put("threads", threads);
    map.put("device", device);
    return map;
  }

  private static double perSecond(double seconds) {
    return CostEstimate.rounded(1 / seconds);
  }
}
