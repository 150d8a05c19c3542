package io.tbar.safetensors;

import io.tbar.safetensors.HeaderReader.Violations;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the byte ranges of a header against each other, their shapes and the length of the file.
 */
final class ByteRanges {
  private ByteRanges() {}

  /** Checks all entries and returns them in the order of their bytes. */
  static List<TensorInfo> check(Violations violations, List<TensorInfo> tensors, long length) {
    for (TensorInfo tensor : tensors) {
      checkSize(violations, tensor);
    }
    List<TensorInfo> sorted = new ArrayList<>(tensors);
    sorted.sort(ByteRanges::compare);
    long position = 0;
    for (TensorInfo tensor : sorted) {
      if (tensor.begin() != position) {
        throw violations.of(
            tensor.name(),
            tensor.begin() < position ? Rule.OVERLAP : Rule.HOLE,
            "it begins at %d, the one before it ends at %d",
            tensor.begin(),
            position);
      }
      position = tensor.end();
      if (position > length) {
        throw violations.of(
            tensor.name(),
            Rule.BEYOND_FILE,
            "it ends at %d, but the file holds %d bytes of data",
            position,
            length);
      }
    }
    if (position < length) {
      throw violations.of(
          Rule.TRAILING_BYTES, "%d after the end at %d", length - position, position);
    }
    return sorted;
  }

  /** By begin, then end, then name; spelled out because composed comparators are slow to start. */
  private static int compare(TensorInfo a, TensorInfo b) {
    int byBegin = Long.compare(a.begin(), b.begin());
    if (byBegin != 0) {
      return byBegin;
    }
    int byEnd = Long.compare(a.end(), b.end());
    return byEnd != 0 ? byEnd : a.name().compareTo(b.name());
  }

  private static void checkSize(Violations violations, TensorInfo tensor) {
    if (tensor.end() < tensor.begin()) {
      throw violations.of(
          tensor.name(), Rule.END_BEFORE_BEGIN, "%d .. %d", tensor.begin(), tensor.end());
    }
    long bits;
    try {
      long elements = 1;
      for (long dim : tensor.shape()) {
        elements = Math.multiplyExact(elements, dim);
      }
      bits = Math.multiplyExact(elements, (long) tensor.dtype().bits());
    } catch (ArithmeticException e) {
      throw violations.of(tensor.name(), Rule.SIZE_OVERFLOW, "shape %s", tensor.shapeText());
    }
    if (bits % 8 != 0) {
      throw violations.of(
          tensor.name(), Rule.NOT_WHOLE_BYTES, "%d bits of %s", bits, tensor.dtype());
    }
    if (tensor.size() != bits / 8) {
      throw violations.of(
          tensor.name(),
          Rule.SIZE_MISMATCH,
          "shape %s of %s takes %d bytes, the range %d",
          tensor.shapeText(),
          tensor.dtype(),
          bits / 8,
          tensor.size());
    }
  }
}
