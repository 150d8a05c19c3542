package io.tbar.clip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tbar.checkpoint.Activation;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.checkpoint.PreprocessConfig;
import io.tbar.checkpoint.TextConfig;
import io.tbar.checkpoint.VisionConfig;
import io.tbar.torch.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;

/** Golden values by name, and the small models that they were computed with. */
public final class Golden {
  public static final Path FOLDER = Path.of(System.getProperty("tbar.shared")).resolve("golden");

  private final ByteBuffer data;
  private final Map<String, JsonNode> header = new TreeMap<>();

  private Golden(Path file) {
    try {
      ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      int n = Math.toIntExact(all.getLong());
      byte[] json = new byte[n];
      all.get(json);
      new ObjectMapper()
          .readTree(new String(json, StandardCharsets.UTF_8))
          .fields()
          .forEachRemaining(e -> header.put(e.getKey(), e.getValue()));
      data = all.slice().order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Golden open(String name) {
    return new Golden(FOLDER.resolve(name));
  }

  public float[] floats(String name) {
    ByteBuffer bytes = bytes(name);
    float[] values = new float[bytes.remaining() / 4];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  public long[] longs(String name) {
    ByteBuffer bytes = bytes(name);
    long[] values = new long[bytes.remaining() / 8];
    bytes.asLongBuffer().get(values);
    return values;
  }

  public Tensor tensor(String name) {
    JsonNode shape = entry(name).get("shape");
    long[] dims = new long[shape.size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = shape.get(i).asLong();
    }
    return entry(name).get("dtype").asText().equals("I64")
        ? Tensors.of(longs(name), dims)
        : Tensors.of(floats(name), dims);
  }

  private JsonNode entry(String name) {
    return Objects.requireNonNull(header.get(name), name);
  }

  private ByteBuffer bytes(String name) {
    JsonNode offsets = entry(name).get("data_offsets");
    int begin = offsets.get(0).asInt();
    return data.slice(begin, offsets.get(1).asInt() - begin).order(ByteOrder.LITTLE_ENDIAN);
  }

  public static ClipConfig config(Activation activation) {
    return new ClipConfig(
        new VisionConfig(32, 8, 48, 3, 3, 192),
        new TextConfig(16, 1000, 32, 2, 2, 128, -1),
        24,
        activation,
        1e-5,
        PreprocessConfig.clip(PreprocessConfig.Crop.HF));
  }

  public static Clip model(Activation activation) {
    String name = activation == Activation.GELU ? "gelu" : "quick-gelu";
    Golden file = open("models/openclip-" + name + "/open_clip_model.safetensors");
    return Clip.load(config(activation), file::floats);
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
