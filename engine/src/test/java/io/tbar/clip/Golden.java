package io.tbar.clip;

import io.tbar.checkpoint.Activation;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.TensorInfo;
import io.tbar.torch.Tensors;
import java.nio.file.Path;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;

/** Golden values by name, and the small models that they were computed with. */
public final class Golden {
  private static final Path FOLDER = Path.of(System.getProperty("tbar.shared")).resolve("golden");

  private final SafetensorsFile file;

  private Golden(SafetensorsFile file) {
    this.file = file;
  }

  public static Golden open(String name) {
    return new Golden(SafetensorsFile.open(FOLDER.resolve(name)));
  }

  public float[] floats(String name) {
    return file.floats(info(name));
  }

  public long[] longs(String name) {
    long[] values = new long[Math.toIntExact(info(name).elements())];
    file.map(info(name)).asLongBuffer().get(values);
    return values;
  }

  public Tensor tensor(String name) {
    long[] shape = info(name).shape();
    return info(name).dtype() == Dtype.I64
        ? Tensors.of(longs(name), shape)
        : Tensors.of(floats(name), shape);
  }

  private TensorInfo info(String name) {
    return Objects.requireNonNull(file.tensors().get(name), name);
  }

  public static Clip model(Activation activation) {
    return model(activation == Activation.GELU ? "openclip-gelu" : "openclip-quick-gelu");
  }

  public static Clip model(String name) {
    try (Checkpoint checkpoint = Checkpoint.open(FOLDER.resolve("models").resolve(name))) {
      return Clip.load(checkpoint);
    }
  }

  /** ‖a − b‖ / ‖b‖. */
  public static double distance(float[] actual, float[] expected) {
    if (actual.length != expected.length) {
      throw new AssertionError(actual.length + " values instead of " + expected.length);
    }
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < actual.length; i++) {
      difference += Math.pow((double) actual[i] - expected[i], 2);
      norm += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / norm);
  }
}
