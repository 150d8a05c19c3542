package io.tbar.vector;

import io.tbar.safetensors.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The size of a task vector.
 *
 * @param elements values in all
 * @param norm Euclidean norm over all tensors
 * @param nonFinite NaN and infinite values; above 0 the vector cannot be applied
 * @param tensors each tensor, in the order of the file
 */
public record VectorInfo(
    Provenance provenance, long elements, double norm, long nonFinite, List<Part> tensors) {
  /**
   * One tensor.
   *
   * @param norm Euclidean norm
   * @param largest largest magnitude
   */
  public record Part(
      String name, List<Long> shape, double norm, double largest, long zeros, long nonFinite) {}

  /** Reads all values of a vector. */
  public static VectorInfo of(TaskVector vector) {
    List<Part> parts = new ArrayList<>();
    double squares = 0;
    long elements = 0;
    long nonFinite = 0;
    for (TensorInfo tensor : vector.tensors().values()) {
      Part part = part(vector, tensor);
      parts.add(part);
      squares += part.norm() * part.norm();
      elements += tensor.elements();
      nonFinite += part.nonFinite();
    }
    return new VectorInfo(
        vector.provenance(), elements, Math.sqrt(squares), nonFinite, List.copyOf(parts));
  }

  private static Part part(TaskVector vector, TensorInfo tensor) {
    ByteBuffer window = ByteBuffer.allocate(4 * Sum.WINDOW).order(ByteOrder.LITTLE_ENDIAN);
    double squares = 0;
    double largest = 0;
    long zeros = 0;
    long nonFinite = 0;
    for (long offset = 0; offset < tensor.size(); offset += window.capacity()) {
      vector.file().read(tensor, offset, window.clear());
      window.flip();
      while (window.hasRemaining()) {
        float value = window.getFloat();
        if (Float.isFinite(value)) {
          squares += (double) value * value;
          largest = Math.max(largest, Math.abs(value));
          zeros += value == 0 ? 1 : 0;
        } else {
          nonFinite++;
        }
      }
    }
    List<Long> shape = new ArrayList<>();
    for (long dim : tensor.shape()) {
      shape.add(dim);
    }
    return new Part(tensor.name(), shape, Math.sqrt(squares), largest, zeros, nonFinite);
  }
}
