package io.tbar.checkpoint;

import io.tbar.base.FileErrors;
import io.tbar.base.Progress;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at a checkpoint: at its headers in no time, or on request at every value. */
public final class Inspector {
  private Inspector() {}

  /** The facts that headers and configuration tell; reads no weights but the logit scale. */
  public static CheckpointFacts facts(Checkpoint checkpoint) {
    ModelConfig config = checkpoint.modelConfig();
    Map<Dtype, Integer> dtypes = new EnumMap<>(Dtype.class);
    long parameters = 0;
    long visual = 0;
    for (TensorInfo tensor : checkpoint.tensors().values()) {
      dtypes.merge(tensor.dtype(), 1, Integer::sum);
      if (!TensorCheck.harmless(tensor.name())) {
        parameters += tensor.elements();
        visual += isVisual(tensor.name()) ? tensor.elements() : 0;
      }
    }
    Map<String, Long> files = new LinkedHashMap<>();
    for (SafetensorsFile file : checkpoint.files()) {
      files.put(file.path().getFileName().toString(), size(file.path()));
    }
    return new CheckpointFacts(
        checkpoint.path().toString(),
        config == null ? "unknown (no configuration)" : config.architecture(),
        checkpoint.layoutOrNull(),
        dtypes,
        parameters,
        visual,
        config == null ? null : config.activation(),
        logitScale(checkpoint),
        files,
        checkpoint.files().get(0).metadata(),
        List.copyOf(checkpoint.tensors().values()),
        notes(checkpoint));
  }

  /** Reads every value: counts what is not finite, and hashes files and model. */
  public static Verification verify(Checkpoint checkpoint, Progress progress) {
    return new WeightScan(checkpoint, progress).run();
  }

  private static boolean isVisual(String name) {
    return name.startsWith("visual.")
        || name.startsWith("vision_model.")
        || name.startsWith("visual_projection.");
  }

  private static @Nullable Double logitScale(Checkpoint checkpoint) {
    for (String name : List.of("logit_scale", "module.logit_scale")) {
      TensorInfo tensor = checkpoint.tensors().get(name);
      if (tensor != null && tensor.elements() == 1 && tensor.dtype().computable()) {
        // Widened from the shortest decimal form, so that 4.6052 is shown and not 4.60519981...
        return Double.valueOf(Float.toString(checkpoint.floats(name)[0]));
      }
    }
    return null;
  }

  private static List<String> notes(Checkpoint checkpoint) {
    List<String> notes = new ArrayList<>(checkpoint.notes());
    if (checkpoint.tensorNames().contains("")) {
      notes.add("A tensor has an empty name.");
    }
    return List.copyOf(notes);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
  }
}
