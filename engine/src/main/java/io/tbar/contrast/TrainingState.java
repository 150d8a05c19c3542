package io.tbar.contrast;

import io.tbar.base.AtomicOutput;
import io.tbar.base.FileErrors;
import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import io.tbar.data.DataDigest;
import io.tbar.data.ImageData;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.Floats;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.AdamW;
import io.tbar.train.Milestones;
import io.tbar.train.Recipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * A training on the disk: weights, optimiser and losses after some step, in float32, so that a run
 * that was killed goes on and ends in the same bytes. Removed when the training is done.
 *
 * @param file where it is kept
 * @param identity hash of everything that decides the result; another run's state is refused
 * @param every steps between two saves, at least 1
 */
public record TrainingState(Path file, String identity, int every) {
  private static final String IDENTITY = "tbar.training";
  private static final String LOSSES = "losses";

  public TrainingState {
    if (every < 1) {
      throw TbarException.usage("The training is kept every %d steps; give at least 1.", every);
    }
  }

  /** Keeps a training of the given weights. */
  Milestones milestones(Map<String, Tensor> trained) {
    return new Milestones() {
      @Override
      public List<Double> start(AdamW optimiser) {
        return Files.exists(file) ? load(trained, optimiser) : List.of();
      }

      @Override
      public boolean after(AdamW optimiser, List<Double> losses) {
        if (losses.size() % every == 0) {
          save(trained, optimiser, losses);
        }
        return false;
      }
    };
  }

  /** Steps that need not be taken again; 0 without a state. */
  int done() {
    if (!Files.exists(file)) {
      return 0;
    }
    try (SafetensorsFile in = open()) {
      return Math.toIntExact(in.info(LOSSES).elements());
    }
  }

  /**
   * Hash of what decides a training.
   *
   * @param what model, method and their options
   */
  static String identity(String what, ImageData data, Recipe recipe, int chunk) {
    StringBuilder all = new StringBuilder(what);
    all.append('\n').append(DataDigest.of(data));
    data.samples().forEach(sample -> all.append('\n').append(sample.caption()));
    all.append('\n').append(recipe.asMap()).append(recipe.seed()).append(' ').append(chunk);
    return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Removes a state: what it was kept for is written. */
  public static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw FileErrors.writing(file, e);
    }
  }

  private void save(Map<String, Tensor> trained, AdamW optimiser, List<Double> losses) {
    List<TensorData> all = new ArrayList<>();
    ByteBuffer numbers = ByteBuffer.allocate(8 * losses.size()).order(ByteOrder.LITTLE_ENDIAN);
    losses.forEach(numbers::putDouble);
    all.add(TensorData.of(LOSSES, Dtype.F64, new long[] {losses.size()}, numbers.flip()));
    trained.forEach((name, t) -> all.add(data("weights." + name, t)));
    List<Tensor> state = optimiser.state();
    for (int i = 0; i < state.size(); i++) {
      all.add(data("optimiser." + i, state.get(i)));
    }
    AtomicOutput.replaceFile(
        file, path -> SafetensorsWriter.write(path, Map.of(IDENTITY, identity), all));
  }

  private static TensorData data(String name, Tensor t) {
    ByteBuffer bytes = Floats.encode(Dtype.F32, Tensors.floats(t));
    return TensorData.of(name, Dtype.F32, Tensors.shape(t), bytes);
  }

  private List<Double> load(Map<String, Tensor> trained, AdamW optimiser) {
    try (SafetensorsFile in = open()) {
      trained.forEach((name, t) -> restore(in, "weights." + name, t));
      List<Tensor> state = optimiser.state();
      for (int i = 0; i < state.size(); i++) {
        restore(in, "optimiser." + i, state.get(i));
      }
      List<Double> losses = new ArrayList<>();
      var numbers = in.map(in.info(LOSSES)).asDoubleBuffer();
      while (numbers.hasRemaining()) {
        losses.add(numbers.get());
      }
      return losses;
    }
  }

  private SafetensorsFile open() {
    SafetensorsFile in = SafetensorsFile.open(file);
    if (!identity.equals(in.metadata().get(IDENTITY))) {
      in.close();
      throw TbarException.badInput(
          "'%s' is the state of another training (model, data or options differ): delete it to"
              + " start anew, or give the options that it was begun with.",
          file);
    }
    return in;
  }

  private void restore(SafetensorsFile in, String name, Tensor into) {
    float[] values = in.floats(in.info(name));
    Inference.run(
        () -> {
          try (Scope s = new Scope()) {
            into.copy_(Tensors.of(values, Tensors.shape(into)));
          }
        });
  }
}
