package io.tbar.vector;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.CanonicalTensors;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import io.tbar.safetensors.TensorInfo;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A task vector τ = θ_finetuned − θ_base: a safetensors file of float32 tensors under the names of
 * its base's own layout, with its provenance. Tensors that did not move are absent. The values stay
 * on the disk until they are asked for.
 */
public final class TaskVector implements Closeable {
  private final SafetensorsFile file;
  private final Provenance provenance;

  private TaskVector(SafetensorsFile file) {
    this.file = file;
    this.provenance = Provenance.of(file.metadata());
  }

  /**
   * Opens a vector.
   *
   * @throws TbarException where the file is malformed, empty, or holds other types than F32
   */
  public static TaskVector open(Path path) {
    SafetensorsFile file = SafetensorsFile.open(path);
    try {
      if (file.tensors().isEmpty()) {
        throw TbarException.badInput("'%s' is no task vector: it holds no tensors.", path);
      }
      for (TensorInfo tensor : file.tensors().values()) {
        if (tensor.dtype() != Dtype.F32) {
          throw TbarException.badInput(
              "'%s' is no task vector: tensor '%s' is %s, but vectors are F32.",
              path, tensor.name(), tensor.dtype());
        }
      }
      refuseCheckpoint(file);
      return new TaskVector(file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** A vector may lack its provenance; but no training moves the log of a scale by one. */
  private static void refuseCheckpoint(SafetensorsFile file) {
    TensorInfo scale = file.tensors().get("logit_scale");
    if (!file.metadata().containsKey("tbar.kind")
        && scale != null
        && scale.elements() == 1
        && file.floats(scale)[0] > 1) {
      throw TbarException.badInput(
          "'%s' is no task vector but a checkpoint: 'tbar vector make BASE TUNED' makes the vector"
              + " between two.",
          file.path());
    }
  }

  /**
   * Saves values in canonical names and shapes as a vector of their base: under its own names, with
   * its layout.
   *
   * @param base the checkpoint that the values were measured from
   * @param canonical canonical name to float32 values
   * @return SHA-256 of the file
   */
  public static String save(
      Path out, Checkpoint base, Map<String, float[]> canonical, Provenance provenance) {
    CanonicalTensors names = base.canonical();
    List<TensorData> tensors = new ArrayList<>();
    canonical.forEach(
        (name, values) ->
            names
                .toOwn(name, values)
                .forEach(
                    (own, part) ->
                        tensors.add(TensorData.ofFloats(own, names.ownShape(own), part))));
    return SafetensorsWriter.write(out, provenance.toMetadata(), tensors);
  }

  /**
   * The values in canonical names and shapes; canonical tensors that the vector does not touch are
   * absent.
   *
   * @param base a checkpoint of the vector's layout and architecture
   * @throws TbarException where a tensor is not in the base, or shaped otherwise there
   */
  public Map<String, float[]> canonical(Checkpoint base) {
    VectorArithmetic.checkFits(base, this);
    CanonicalTensors names = base.canonical();
    Map<String, float[]> canonical = new LinkedHashMap<>();
    for (String name : names.shapes().keySet()) {
      if (names.ownNames(name).stream().anyMatch(tensors()::containsKey)) {
        canonical.put(
            name,
            names.fromOwn(
                name,
                own ->
                    tensors().containsKey(own)
                        ? floats(own)
                        : new float[Math.toIntExact(base.info(own).elements())]));
      }
    }
    return canonical;
  }

  public Path path() {
    return file.path();
  }

  public Provenance provenance() {
    return provenance;
  }

  /** The tensors by the base's own names. */
  public Map<String, TensorInfo> tensors() {
    return file.tensors();
  }

  /** The values of a tensor, row-major. */
  public float[] floats(String name) {
    return file.floats(name);
  }

  SafetensorsFile file() {
    return file;
  }

  @Override
  public void close() {
    file.close();
  }
}
