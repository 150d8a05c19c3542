package io.tbar.vector;

import io.tbar.base.TbarException;
import io.tbar.safetensors.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The angle between two task vectors. A tensor that only one of them holds counts as zero in the
 * other.
 *
 * @param cosine over all tensors, in [-1, 1]; NaN where a vector is zero
 * @param sameBase whether both say that they were measured on the same base
 * @param tensors each tensor that both hold, by name
 */
public record Cosine(double cosine, boolean sameBase, List<Part> tensors) {
  /**
   * One tensor.
   *
   * @param leftNorm Euclidean norm in the first vector
   * @param rightNorm Euclidean norm in the second
   */
  public record Part(String name, double cosine, double leftNorm, double rightNorm) {}

  /** Reads both vectors. */
  public static Cosine of(TaskVector left, TaskVector right) {
    List<Part> parts = new ArrayList<>();
    double dot = 0;
    double leftSquares = 0;
    double rightSquares = 0;
    TreeSet<String> names = new TreeSet<>(left.tensors().keySet());
    names.addAll(right.tensors().keySet());
    for (String name : names) {
      TensorInfo ofLeft = left.tensors().get(name);
      TensorInfo ofRight = right.tensors().get(name);
      if (ofLeft != null && ofRight != null) {
        if (!Arrays.equals(ofLeft.shape(), ofRight.shape())) {
          throw TbarException.badInput(
              "Tensor '%s' is %s in '%s' but %s in '%s'; such vectors have no angle.",
              name, ofLeft.shapeText(), left.path(), ofRight.shapeText(), right.path());
        }
        double[] sums = products(left, ofLeft, right, ofRight);
        double leftNorm = Math.sqrt(sums[1]);
        double rightNorm = Math.sqrt(sums[2]);
        parts.add(new Part(name, sums[0] / (leftNorm * rightNorm), leftNorm, rightNorm));
        dot += sums[0];
        leftSquares += sums[1];
        rightSquares += sums[2];
      } else if (ofLeft != null) {
        leftSquares += products(left, ofLeft, left, ofLeft)[1];
      } else if (ofRight != null) {
        rightSquares += products(right, ofRight, right, ofRight)[1];
      }
    }
    if (parts.isEmpty()) {
      throw TbarException.badInput(
          "'%s' and '%s' have no tensor in common; are they of one layout?",
          left.path(), right.path());
    }
    String base = left.provenance().base();
    return new Cosine(
        dot / (Math.sqrt(leftSquares) * Math.sqrt(rightSquares)),
        base != null && base.equals(right.provenance().base()),
        List.copyOf(parts));
  }

  /** Sums of left·right, left² and right². */
  private static double[] products(
      TaskVector left, TensorInfo ofLeft, TaskVector right, TensorInfo ofRight) {
    ByteBuffer one = ByteBuffer.allocate(4 * Sum.WINDOW).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer two = ByteBuffer.allocate(4 * Sum.WINDOW).order(ByteOrder.LITTLE_ENDIAN);
    double[] sums = new double[3];
    for (long offset = 0; offset < ofLeft.size(); offset += one.capacity()) {
      left.file().read(ofLeft, offset, one.clear());
      right.file().read(ofRight, offset, two.clear());
      one.flip();
      two.flip();
      while (one.hasRemaining()) {
        double x = one.getFloat();
        double y = two.getFloat();
        sums[0] += x * y;
        sums[1] += x * x;
        sums[2] += y * y;
      }
    }
    return sums;
  }
}
