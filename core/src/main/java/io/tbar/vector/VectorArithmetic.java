package io.tbar.vector;

import io.tbar.base.AtomicOutput;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.checkpoint.CheckpointWriter;
import io.tbar.checkpoint.ModelDigest;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * θ = θ_base + Σ c_i · τ_i as a stream: one pass over the base, in memory that does not grow with
 * it.
 */
public final class VectorArithmetic {
  /**
   * How to apply.
   *
   * @param force whether an existing output may be replaced
   * @param transfer whether vectors measured on another base are welcome
   */
  public record Options(boolean force, boolean transfer) {
    public static final Options STRICT = new Options(false, false);
  }

  private static final int MOST_LISTED = 8;

  private VectorArithmetic() {}

  /**
   * Writes τ = θ_finetuned − θ_base as a task vector of the base. Tensors that did not move, and
   * those of integer types, are left out; so are the running statistics of batch normalisation.
   *
   * @param details short facts for the provenance: recipe, seed
   * @return SHA-256 of the file
   * @throws TbarException where the two are not of one architecture and layout (all differences at
   *     once), are equal, or hold values that are not finite
   */
  public static String make(
      Checkpoint base,
      Checkpoint finetuned,
      Path out,
      Map<String, String> details,
      Progress progress) {
    return new Difference(base, finetuned).write(out, details, progress);
  }

  /**
   * Writes Σ c_i · τ_i as one vector, summed in double and rounded once to float32.
   *
   * @return SHA-256 of the file
   * @throws TbarException where the vectors were measured on different bases or do not fit each
   *     other
   */
  public static String sum(LinearCombination vectors, Path out, Provenance provenance) {
    return VectorSum.write(vectors, out, provenance);
  }

  /**
   * Writes the base with the vectors added. Each value is summed in double, rounded once to float32
   * and once to the base's dtype; tensors that no vector names keep their bytes.
   *
   * @param out a folder where the base is a folder, a file where it is a file
   * @throws TbarException where a vector was measured on another base (found while reading; nothing
   *     is left behind), names a tensor that the base lacks or shapes otherwise, or a value would
   *     not be finite
   */
  public static CheckpointWriter.Written apply(
      Checkpoint base, LinearCombination vectors, Path out, Options options, Progress progress) {
    for (LinearCombination.Term term : vectors.terms()) {
      AtomicOutput.refuseInput(out, term.vector().path());
      checkFits(base, term.vector());
    }
    List<TaskVector> bound = new ArrayList<>();
    for (LinearCombination.Term term : vectors.terms()) {
      if (term.vector().provenance().base() == null) {
        progress.note("'" + term.vector().path() + "' does not say which base it was measured on.");
      } else if (!options.transfer()) {
        bound.add(term.vector());
      }
    }
    ModelDigest digest = new ModelDigest();
    Sum sum = new Sum();
    ByteBuffer window = ByteBuffer.allocate(8 * Sum.WINDOW);
    CheckpointWriter.Written written =
        CheckpointWriter.write(
            base,
            out,
            options.force(),
            tensor ->
                new AppliedTensor(
                    base.file(tensor.name()),
                    tensor,
                    vectors,
                    sum,
                    window,
                    bound.isEmpty() ? null : digest),
            nothing -> checkBase(base, bound, digest),
            progress);
    for (String name : written.files().keySet()) {
      SafetensorsFile.open(base.isFolder() ? out.resolve(name) : out).close();
    }
    return written;
  }

  private static void checkBase(Checkpoint base, List<TaskVector> bound, ModelDigest digest) {
    for (TaskVector vector : bound) {
      String measured = Objects.requireNonNull(vector.provenance().base());
      if (!digest.hex().equals(measured)) {
        throw TbarException.badInput(
            "The vector '%s' was measured on the base %.12s..., but '%s' is %.12s... Apply it to its"
                + " own base, or allow another one with --transfer.",
            vector.path(), measured, base.path(), digest.hex());
      }
    }
  }

  /** Refuses a vector whose tensors are not those of the base, with all that differs. */
  static void checkFits(Checkpoint base, TaskVector vector) {
    List<String> problems = new ArrayList<>();
    for (TensorInfo tensor : vector.tensors().values()) {
      if (!base.tensorNames().contains(tensor.name())) {
        problems.add("'" + tensor.name() + "' is not in the base");
        continue;
      }
      TensorInfo own = base.info(tensor.name());
      if (!Difference.sameShape(own, tensor)) {
        problems.add(
            "'" + own.name() + "' is " + tensor.shapeText() + ", in the base " + own.shapeText());
      } else if (!own.dtype().computable()) {
        problems.add("'" + own.name() + "' has dtype " + own.dtype() + " in the base");
      }
    }
    if (!problems.isEmpty()) {
      throw TbarException.badInput(
          "The vector '%s' does not fit the base '%s': %s. Apply it to the model and layout that it"
              + " was measured on ('tbar convert' changes the layout).",
          vector.path(), base.path(), listed(problems));
    }
  }

  static String listed(List<String> problems) {
    int shown = Math.min(MOST_LISTED, problems.size());
    String text = String.join(", ", problems.subList(0, shown));
    return problems.size() > shown ? text + " and " + (problems.size() - shown) + " more" : text;
  }
}
