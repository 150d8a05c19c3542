package io.tbar.result;

import io.tbar.base.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A transferred vector beside the model's own one, tensor by tensor.
 *
 * @param cosine over all tensors, in [-1, 1]
 * @param norm Euclidean norm of the transferred vector
 * @param ownNorm Euclidean norm of the own vector
 * @param layers in the order of the tower, with what both hold
 */
public record VectorComparison(double cosine, double norm, double ownNorm, List<Layer> layers) {
  /**
   * One tensor.
   *
   * @param cosine NaN where either is zero
   */
  public record Layer(String name, double cosine, double norm, double ownNorm) {}

  public VectorComparison {
    layers = List.copyOf(layers);
  }

  /** Everything as JSON. */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cosine", cosine);
    json.put("norm", norm);
    json.put("ownNorm", ownNorm);
    json.put("layers", layers);
    return Json.write(json);
  }

  /** A line a tensor. */
  public String toCsv() {
    StringBuilder csv = new StringBuilder("tensor,cosine,norm,own_norm\n");
    for (Layer layer : layers) {
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%.6f,%.6g,%.6g\n",
              layer.name(),
              layer.cosine(),
              layer.norm(),
              layer.ownNorm()));
    }
    return csv.toString();
  }
}
