package io.tbar.safetensors;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One entry of a header.
 *
 * @param shape dimensions, outermost first; empty for a scalar
 * @param begin first byte, counted from the start of the file's data
 * @param end byte after the last
 */
public record TensorInfo(String name, Dtype dtype, long[] shape, long begin, long end) {
  /** Bytes in the file. */
  public long size() {
    return end - begin;
  }

  /** Number of elements; 1 for a scalar. */
  public long elements() {
    long elements = 1;
    for (long dim : shape) {
      elements *= dim;
    }
    return elements;
  }

  /** The shape as messages show it: {@code [512, 768]}. */
  public String shapeText() {
    return shapeText(shape);
  }

  public static String shapeText(long[] shape) {
    return Arrays.stream(shape)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorInfo that
        && name.equals(that.name)
        && dtype == that.dtype
        && Arrays.equals(shape, that.shape)
        && begin == that.begin
        && end == that.end;
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return name + " " + dtype + " " + shapeText();
  }
}
