package io.tbar.disentangle;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.CanonicalTensors;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.clip.Weights;
import io.tbar.train.ZeroShotModel;
import io.tbar.vector.TaskVector;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A task vector over the image tower, ready for the engine. The text tower is left out, because the
 * map is drawn under one frozen head.
 *
 * @param weights by canonical name; closed by the caller
 * @param leftOut tensors outside the image tower that the vector moves too
 */
public record Direction(Weights weights, List<String> leftOut) implements AutoCloseable {
  /**
   * Reads a vector file.
   *
   * @param model what the vector is added to
   * @param bases digests of the models that it may have been measured on; empty for any
   * @throws TbarException where it fits another architecture or layout, or was measured on another
   *     base
   */
  public static Direction ofVector(Path file, ZeroShotModel model, List<String> bases) {
    Checkpoint checkpoint = model.checkpoint();
    try (TaskVector vector = TaskVector.open(file)) {
      Map<String, float[]> values = vector.canonical(checkpoint);
      String measured = vector.provenance().base();
      if (measured != null && !bases.isEmpty() && !bases.contains(measured)) {
        throw TbarException.badInput(
            "The vector '%s' was measured on the base %.12s..., but '%s' is %.12s... Give its own"
                + " base, or allow another one with --transfer.",
            file, measured, checkpoint.path(), bases.get(0));
      }
      return of(checkpoint.canonical().shapes(), values, file);
    }
  }

  /**
   * The difference from a model to another checkpoint of its architecture, in either layout.
   *
   * @throws TbarException where the architectures differ or no weight of the image tower does
   */
  public static Direction ofCheckpoint(Path finetuned, ZeroShotModel model) {
    try (Checkpoint other = Checkpoint.open(finetuned, configOf(finetuned, model))) {
      requireAlike(other, model.checkpoint());
      CanonicalTensors tensors = other.canonical();
      Map<String, float[]> moved = new LinkedHashMap<>();
      for (String name : tensors.shapes().keySet()) {
        float[] delta = tensors.floats(name);
        float[] base = model.clip().weights().read(name);
        boolean any = false;
        for (int i = 0; i < delta.length; i++) {
          delta[i] -= base[i];
          any |= delta[i] != 0;
        }
        if (any) {
          moved.put(name, delta);
        }
      }
      return of(tensors.shapes(), moved, finetuned);
    }
  }

  /** What is left of a direction when another is taken away: this − other. */
  public Direction without(Direction other) {
    Map<String, float[]> rest = new LinkedHashMap<>();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    weights.names().forEach(name -> rest.put(name, weights.read(name)));
    for (String name : other.weights.names()) {
      float[] taken = other.weights.read(name);
      float[] values = rest.computeIfAbsent(name, n -> new float[taken.length]);
      for (int i = 0; i < values.length; i++) {
        values[i] -= taken[i];
      }
    }
    rest.keySet()
        .forEach(
            name ->
                shapes.put(
                    name,
                    io.tbar.torch.Tensors.shape(
                        (weights.names().contains(name) ? weights : other.weights).get(name))));
    return new Direction(load(shapes, rest), leftOut);
  }

  private static Direction of(
      Map<String, long[]> shapes, Map<String, float[]> values, Path origin) {
    Map<String, long[]> visual = new LinkedHashMap<>();
    for (String name : values.keySet()) {
      long[] shape = shapes.get(name);
      if (shape != null && CanonicalTensors.isVisual(name)) {
        visual.put(name, shape);
      }
    }
    if (visual.isEmpty()) {
      throw TbarException.badInput(
          "'%s' moves no weight of the image tower, so there is no direction to map.", origin);
    }
    List<String> leftOut =
        values.keySet().stream().filter(name -> !CanonicalTensors.isVisual(name)).toList();
    return new Direction(load(visual, values), leftOut);
  }

  private static Weights load(Map<String, long[]> shapes, Map<String, float[]> values) {
    return Weights.load(shapes, name -> java.util.Objects.requireNonNull(values.get(name)));
  }

  private static @org.jspecify.annotations.Nullable Path configOf(Path path, ZeroShotModel model) {
    return java.nio.file.Files.isDirectory(path) ? null : model.checkpoint().configFile();
  }

  private static void requireAlike(Checkpoint other, Checkpoint base) {
    if (!other.config().vision().equals(base.config().vision())
        || other.config().embedDim() != base.config().embedDim()
        || other.config().activation() != base.config().activation()) {
      throw TbarException.badInput(
          "'%s' (%s, %s, embedding %d) is of another architecture than the base '%s' (%s, %s,"
              + " embedding %d), so there is no vector between them.",
          other.path(),
          other.config().vision(),
          other.config().activation(),
          other.config().embedDim(),
          base.path(),
          base.config().vision(),
          base.config().activation(),
          base.config().embedDim());
    }
  }

  @Override
  public void close() {
    weights.close();
  }
}
