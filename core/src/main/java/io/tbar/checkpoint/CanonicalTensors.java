package io.tbar.checkpoint;

import io.tbar.base.TbarException;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The tensors of a checkpoint of either layout under one set of names, OpenCLIP's, with query, key
 * and value stacked ([3·width, width], in this order) and projections as [width, embedding]; and
 * the way back to the checkpoint's own names and shapes.
 */
public final class CanonicalTensors {
  private final Checkpoint checkpoint;
  private final NameMap names;
  private final Map<String, long[]> shapes;

  CanonicalTensors(Checkpoint checkpoint, NameMap names, Map<String, long[]> shapes) {
    this.checkpoint = checkpoint;
    this.names = names;
    this.shapes = Collections.unmodifiableMap(shapes);
  }

  /** Whether it is a buffer that some versions of the libraries save and no tower reads. */
  public static boolean isBuffer(String name) {
    return TensorCheck.harmless(name);
  }

  /** All names with their shapes: the image tower, the text tower, {@code logit_scale} ([]). */
  public Map<String, long[]> shapes() {
    return shapes;
  }

  /** Whether the tensor belongs to the image tower. */
  public static boolean isVisual(String canonical) {
    return canonical.startsWith("visual.");
  }

  /**
   * Whether the tensor is a running statistic of batch normalisation: gathered, not trained. No
   * task vector holds one, because subtracting it can make a variance negative.
   */
  public static boolean isStatistic(String name) {
    return name.endsWith(".running_mean") || name.endsWith(".running_var");
  }

  /** The checkpoint's own names of what makes up a tensor: one, or query, key and value. */
  public List<String> ownNames(String canonical) {
    return source(canonical).names();
  }

  /** The dtype that the checkpoint stores the tensor in. */
  public Dtype dtype(String canonical) {
    return checkpoint.info(ownNames(canonical).get(0)).dtype();
  }

  /** The values in canonical shape, row-major; exact from F16, BF16 and F32. */
  public float[] floats(String canonical) {
    return fromOwn(canonical, checkpoint::floats);
  }

  /**
   * What belongs together in another file of the same layout, such as a task vector, in canonical
   * shape.
   *
   * @param own the values of a tensor by the checkpoint's own name, of {@link #ownShape}
   */
  public float[] fromOwn(String canonical, Function<String, float[]> own) {
    NameMap.Source source = source(canonical);
    if (source.names().size() == 1) {
      float[] values = own.apply(source.names().get(0));
      long[] shape = shape(canonical);
      return source.transposed()
          ? transposed(values, Math.toIntExact(shape[1]), Math.toIntExact(shape[0]))
          : values;
    }
    List<float[]> parts = new ArrayList<>();
    int total = 0;
    for (String name : source.names()) {
      float[] part = own.apply(name);
      parts.add(part);
      total += part.length;
    }
    float[] stacked = new float[total];
    int position = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, stacked, position, part.length);
      position += part.length;
    }
    return stacked;
  }

  /**
   * Values in canonical shape as the tensors that the checkpoint would hold: own name to values of
   * {@link #ownShape}.
   */
  public Map<String, float[]> toOwn(String canonical, float[] values) {
    NameMap.Source source = source(canonical);
    long[] shape = shape(canonical);
    if (values.length != new TensorInfo(canonical, Dtype.F32, shape, 0, 0).elements()) {
      throw new IllegalArgumentException(
          canonical + " needs " + TensorInfo.shapeText(shape) + " but got " + values.length);
    }
    Map<String, float[]> own = new LinkedHashMap<>();
    if (source.names().size() == 1) {
      own.put(
          source.names().get(0),
          source.transposed()
              ? transposed(values, Math.toIntExact(shape[0]), Math.toIntExact(shape[1]))
              : values);
      return own;
    }
    int part = values.length / source.names().size();
    for (int i = 0; i < source.names().size(); i++) {
      own.put(source.names().get(i), Arrays.copyOfRange(values, i * part, (i + 1) * part));
    }
    return own;
  }

  /** The shape of an own tensor as the checkpoint's file states it. */
  public long[] ownShape(String own) {
    return checkpoint.info(own).shape().clone();
  }

  NameMap.Source source(String canonical) {
    shape(canonical);
    return names.source(canonical);
  }

  private long[] shape(String canonical) {
    long[] shape = shapes.get(canonical);
    if (shape == null) {
      throw TbarException.badInput("A CLIP model holds no tensor '%s'.", canonical);
    }
    return shape;
  }

  private static float[] transposed(float[] values, int rows, int columns) {
    float[] result = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[column * rows + row] = values[row * columns + column];
      }
    }
    return result;
  }
}
