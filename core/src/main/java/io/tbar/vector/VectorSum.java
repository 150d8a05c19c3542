package io.tbar.vector;

import io.tbar.base.TbarException;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import io.tbar.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Several vectors added into one file. */
final class VectorSum {
  private VectorSum() {}

  static String write(LinearCombination vectors, Path out, Provenance provenance) {
    Map<String, TensorInfo> all = new LinkedHashMap<>();
    TaskVector first = vectors.terms().get(0).vector();
    for (LinearCombination.Term term : vectors.terms()) {
      checkAlike(first, term.vector(), all);
    }
    Sum sum = new Sum();
    List<TensorData> tensors = new ArrayList<>();
    all.values().forEach(tensor -> tensors.add(new Summed(tensor, vectors, sum)));
    return SafetensorsWriter.write(out, provenance.toMetadata(), tensors);
  }

  private static void checkAlike(TaskVector first, TaskVector other, Map<String, TensorInfo> all) {
    if (!Objects.equals(first.provenance().base(), other.provenance().base())) {
      throw TbarException.badInput(
          "'%s' and '%s' were measured on different bases and cannot be added.",
          first.path(), other.path());
    }
    for (TensorInfo tensor : other.tensors().values()) {
      TensorInfo known = all.putIfAbsent(tensor.name(), tensor);
      if (known != null && !Arrays.equals(known.shape(), tensor.shape())) {
        throw TbarException.badInput(
            "'%s': tensor '%s' is %s but must be %s like in the other vectors.",
            other.path(), tensor.name(), tensor.shapeText(), known.shapeText());
      }
    }
  }

  private record Summed(TensorInfo tensor, LinearCombination vectors, Sum sum)
      implements TensorData {
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
        sum.clear(count);
        for (LinearCombination.Term term : vectors.terms()) {
          TensorInfo own = term.vector().tensors().get(tensor.name());
          if (own != null) {
            sum.add(term.coefficient(), term.vector().file(), own, from, count);
          }
        }
        ByteBuffer bytes = sum.encode(Dtype.F32, count, tensor.name());
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
    }
  }
}
