package io.tbar.vector;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.CanonicalTensors;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import io.tbar.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** τ = θ_finetuned − θ_base from two checkpoints, as a stream. */
final class Difference {
  private final Checkpoint base;
  private final Checkpoint finetuned;
  private final Sum sum = new Sum();
  private final ByteBuffer window = ByteBuffer.allocate(8 * Sum.WINDOW);
  private final ByteBuffer other = ByteBuffer.allocate(8 * Sum.WINDOW);

  Difference(Checkpoint base, Checkpoint finetuned) {
    this.base = base;
    this.finetuned = finetuned;
  }

  String write(Path out, Map<String, String> details, Progress progress) {
    checkAlike();
    List<TensorData> moved = new ArrayList<>();
    boolean visualOnly = true;
    int statistics = 0;
    for (TensorInfo tensor : base.tensors().values()) {
      progress.check();
      if (CanonicalTensors.isUnread(tensor.name())
          || !tensor.dtype().computable()
          || !moved(tensor)) {
        continue;
      }
      if (CanonicalTensors.isStatistic(tensor.name())) {
        statistics++;
        continue;
      }
      moved.add(new Delta(tensor));
      visualOnly &= tensor.name().startsWith("visual") || tensor.name().startsWith("vision");
    }
    Map<String, String> facts = new TreeMap<>(details);
    if (statistics > 0) {
      String leftOut = statistics + " running statistics of batch normalisation";
      facts.put("left-out", leftOut);
      progress.note(
          leftOut
              + " differ and are left out: subtracting them can make a variance negative. Applying"
              + " the vector keeps those of the model it is applied to.");
    }
    if (moved.isEmpty()) {
      throw TbarException.badInput(
          "'%s' and '%s' hold the same weights, so there is no vector between them.",
          base.path(), finetuned.path());
    }
    Provenance provenance =
        new Provenance(
            base.modelDigest(),
            base.layoutOrNull(),
            "difference",
            visualOnly ? "image tower" : "all that moved",
            facts);
    return SafetensorsWriter.write(out, provenance.toMetadata(), moved);
  }

  private void checkAlike() {
    List<String> problems = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(base.tensorNames());
    names.addAll(finetuned.tensorNames());
    // Buffers of some versions of the libraries, left aside by every other command too.
    names.removeIf(CanonicalTensors::isUnread);
    for (String name : names) {
      if (!base.tensorNames().contains(name) || !finetuned.tensorNames().contains(name)) {
        boolean inBase = base.tensorNames().contains(name);
        problems.add("'" + name + "' is only in the " + (inBase ? "base" : "fine-tuned model"));
      } else if (!sameShape(base.info(name), finetuned.info(name))) {
        problems.add(
            "'"
                + name
                + "' is "
                + base.info(name).shapeText()
                + " and "
                + finetuned.info(name).shapeText());
      } else if (base.info(name).dtype().computable()
          != finetuned.info(name).dtype().computable()) {
        problems.add("'" + name + "' is a float type in one of them only");
      }
    }
    if (!problems.isEmpty()) {
      throw TbarException.badInput(
          "'%s' and '%s' are not of one architecture and layout: %s. %s",
          base.path(), finetuned.path(), VectorArithmetic.listed(problems), advice());
    }
  }

  private String advice() {
    return base.layoutOrNull() != finetuned.layoutOrNull()
        ? "'tbar convert' changes the layout."
        : "A vector is the difference of two states of one model: name the checkpoint that the"
            + " other was trained from.";
  }

  /** One value is one value, whether its shape is [] or [1]. */
  static boolean sameShape(TensorInfo a, TensorInfo b) {
    return Arrays.equals(a.shape(), b.shape())
        || a.elements() == 1 && b.elements() == 1 && a.shape().length + b.shape().length == 1;
  }

  /** Whether any value differs; stops at the first window that does. */
  private boolean moved(TensorInfo tensor) {
    boolean[] moved = new boolean[1];
    for (long from = 0; from < tensor.elements() && !moved[0]; from += Sum.WINDOW) {
      int count = (int) Math.min(Sum.WINDOW, tensor.elements() - from);
      ByteBuffer delta = window(tensor, from, count);
      while (delta.hasRemaining() && !moved[0]) {
        moved[0] = delta.getInt() << 1 != 0;
      }
    }
    return moved[0];
  }

  private ByteBuffer window(TensorInfo tensor, long from, int count) {
    TensorInfo tuned = finetuned.info(tensor.name());
    sum.start(tuned.dtype(), read(finetuned, tuned, from, count, window), count);
    sum.subtract(tensor.dtype(), read(base, tensor, from, count, other), count);
    return sum.encode(Dtype.F32, count, tensor.name());
  }

  private static ByteBuffer read(
      Checkpoint checkpoint, TensorInfo tensor, long from, int count, ByteBuffer into) {
    SafetensorsFile file = checkpoint.file(tensor.name());
    int bytes = tensor.dtype().bytes();
    file.read(tensor, from * bytes, into.clear().limit(bytes * count));
    return into.flip();
  }

  /** The difference of one tensor. */
  private final class Delta implements TensorData {
    private final TensorInfo tensor;

    Delta(TensorInfo tensor) {
      this.tensor = tensor;
    }

    @Override
    public String name() {
      return tensor.name();
    }

    @Override
    public Dtype dtype() {
      return Dtype.F32;
    }

    @Override
    public long[] shape() {
      return tensor.shape().clone();
    }

    @Override
    public void writeTo(WritableByteChannel out) throws IOException {
      for (long from = 0; from < tensor.elements(); from += Sum.WINDOW) {
        int count = (int) Math.min(Sum.WINDOW, tensor.elements() - from);
        ByteBuffer delta = window(tensor, from, count);
        while (delta.hasRemaining()) {
          out.write(delta);
        }
      }
    }
  }
}
