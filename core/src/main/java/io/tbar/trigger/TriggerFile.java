package io.tbar.trigger;

import io.tbar.base.AtomicOutput;
import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.Nearest;
import io.tbar.base.PlainFile;
import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.Floats;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import io.tbar.safetensors.TensorInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The declarative file of a trigger: JSON that says what is drawn, and beside it a safetensors file
 * with the stored material, tied to the JSON by its SHA-256.
 */
final class TriggerFile {
  static final String FORMAT = "tbar-trigger/1";
  private static final String TENSORS = "tensors";
  private static final long MOST_BYTES = 1 << 20;
  private static final long MOST_TENSOR_BYTES = 1L << 30;
  private static final List<String> KEYS =
      List.of("format", "kind", "name", Kind.RESOLUTION, Kind.SEED, "parameters", TENSORS);

  private TriggerFile() {}

  static void write(TriggerSpec spec, Path json, boolean force) {
    String name = String.valueOf(json.getFileName());
    if (!name.toLowerCase(Locale.ROOT).endsWith(".json")) {
      throw TbarException.usage("'%s' must end in .json to hold a trigger.", json);
    }
    Map<String, Object> map = head(spec);
    if (!spec.tensors().isEmpty()) {
      String beside = name.substring(0, name.length() - ".json".length()) + ".safetensors";
      Path tensors = json.resolveSibling(beside);
      if (!force) {
        AtomicOutput.refuseExisting(json);
      }
      // The tensors come first: a JSON file without them would be a promise not kept.
      AtomicOutput.file(
          tensors,
          force,
          path -> SafetensorsWriter.write(path, Map.of("tbar", "trigger"), material(spec)));
      map.put(TENSORS, orderedMap("file", beside, "sha256", Sha256.of(tensors)));
    }
    Json.write(json, map, force);
  }

  static Map<String, Object> describe(TriggerSpec spec) {
    Map<String, Object> map = head(spec);
    if (!spec.tensors().isEmpty()) {
      Map<String, Object> digests = new LinkedHashMap<>();
      spec.tensors()
          .forEach(
              (name, image) ->
                  digests.put(name, Sha256.of(Floats.encode(Dtype.F32, image.chw()).array())));
      map.put(TENSORS, digests);
    }
    return map;
  }

  static DeclaredTrigger read(Path json, int imageSize) {
    if (!Files.exists(json)) {
      throw TbarException.badInput("There is no trigger file '%s'.", json);
    }
    PlainFile.bytes(json, MOST_BYTES);
    JsonObject object = Json.read(json);
    for (String key : object.keys()) {
      if (!KEYS.contains(key)) {
        throw TbarException.badInput(
            "'%s': '%s' is no key of a trigger file; did you mean '%s'?",
            json, key, Nearest.of(key, KEYS));
      }
    }
    if (!object.string("format", FORMAT).equals(FORMAT)) {
      throw object.wrong("format", "\"" + FORMAT + "\"");
    }
    Kind kind = Triggers.kind(object.string("kind"), json.toString(), TbarException.Kind.BAD_INPUT);
    Map<String, String> values = new LinkedHashMap<>();
    for (String key : List.of(Kind.RESOLUTION, Kind.SEED)) {
      if (object.has(key)) {
        values.put(key, Long.toString(object.longInteger(key)));
      }
    }
    JsonObject parameters = object.objectOrEmpty("parameters");
    parameters
        .members()
        .forEach(
            (key, value) -> {
              if (value != null) {
                values.put(key, String.valueOf(value));
              }
            });
    return kind.make(
        new Settings(
            kind,
            object.string("name", kind.name()),
            json.toString(),
            TbarException.Kind.BAD_INPUT,
            values,
            object.has(TENSORS) ? tensors(json, object.object(TENSORS)) : Map.of(),
            json,
            imageSize));
  }

  private static Map<String, FloatImage> tensors(Path json, JsonObject entry) {
    String name = entry.string("file");
    if (name.contains("/") || name.contains("\\")) {
      throw entry.wrong("file", "the name of a file beside this one");
    }
    Path path = Beside.file(json, name);
    if (!Files.isRegularFile(path)) {
      throw TbarException.badInput(
          "'%s' names its tensors '%s', which is not beside it; copy both files together.",
          json, name);
    }
    Beside.refuseLarger(path, MOST_TENSOR_BYTES);
    String digest = Sha256.of(path);
    if (!digest.equals(entry.string("sha256"))) {
      throw TbarException.badInput(
          "'%s' is not the file that '%s' was written with: its SHA-256 is %s, expected %s.",
          path, json, digest, entry.string("sha256"));
    }
    Map<String, FloatImage> images = new LinkedHashMap<>();
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      for (TensorInfo tensor : file.tensors().values()) {
        images.put(tensor.name(), image(path, tensor, file.floats(tensor)));
      }
    }
    return images;
  }

  private static FloatImage image(Path path, TensorInfo tensor, float[] values) {
    long[] shape = tensor.shape();
    if (shape.length != 3 || values.length == 0) {
      throw TbarException.badInput(
          "'%s': tensor '%s' must have a shape of channels, height, width.", path, tensor.name());
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw TbarException.badInput(
            "'%s': tensor '%s' holds %s; only finite numbers can be drawn.",
            path, tensor.name(), value);
      }
    }
    return new FloatImage((int) shape[0], (int) shape[1], (int) shape[2], values);
  }

  private static List<TensorData> material(TriggerSpec spec) {
    List<TensorData> list = new ArrayList<>();
    spec.tensors()
        .forEach((name, image) -> list.add(TensorData.ofFloats(name, image.shape(), image.chw())));
    return list;
  }

  private static Map<String, Object> head(TriggerSpec spec) {
    return orderedMap(
        "format",
        FORMAT,
        "kind",
        spec.kind(),
        "name",
        spec.name(),
        Kind.RESOLUTION,
        spec.resolution(),
        Kind.SEED,
        spec.seed(),
        "parameters",
        spec.parameters());
  }

  private static Map<String, Object> orderedMap(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
