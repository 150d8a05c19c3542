package io.tbar.invert;

import io.tbar.base.FileErrors;
import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import io.tbar.safetensors.TensorInfo;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The state of a scan on the disk: one JSON file a stage, which names the safetensors file that
 * belongs to it. The JSON file is replaced last and at once, so that a scan killed at any moment
 * leaves the state before or after, never one between.
 */
final class ResumeFolder {
  private static final String FORMAT = "tbar-scan/1";
  private static final long SAVE_AFTER_NANOS = 5_000_000_000L;

  private final @Nullable Path folder;
  private final String key;
  private long saved = System.nanoTime();

  /**
   * @param folder made where it does not exist; null saves nothing
   * @param key hash of everything that the result depends on
   */
  ResumeFolder(@Nullable Path folder, String key) {
    this.folder = folder;
    this.key = key;
  }

  /**
   * A stage of the scan.
   *
   * @param step how many are done
   * @param passes of the tower so far, earlier stages included
   * @param numbers what else the stage needs
   * @param points of its curve
   * @param tensors by name, row by row
   */
  record State(
      int step,
      long passes,
      Map<String, Double> numbers,
      List<Curve.Point> points,
      Map<String, float[]> tensors) {

    /** Writes a tensor's values into one of the same size. */
    void restore(String name, Tensor into, Path origin) {
      float[] values = tensors.get(name);
      if (values == null || values.length != into.numel()) {
        throw corrupt(origin, "the tensor '" + name + "' is missing or has another size");
      }
      Inference.run(
          () -> {
            try (Scope s = new Scope()) {
              into.copy_(Tensors.of(values, Tensors.shape(into)));
            }
          });
    }
  }

  /** Whether it is time to save. */
  boolean due() {
    return folder != null && System.nanoTime() - saved >= SAVE_AFTER_NANOS;
  }

  /** For messages. */
  Path file(String stage) {
    return (folder == null ? Path.of("") : folder).resolve(stage + ".json");
  }

  /** The state that a stage was left in, or nothing. */
  Optional<State> load(String stage) {
    if (folder == null || !Files.exists(file(stage))) {
      return Optional.empty();
    }
    Path json = file(stage);
    JsonObject object = read(json);
    if (!object.string("format", "").equals(FORMAT)) {
      throw TbarException.badInput(
          "'%s' is no state of a scan; give another folder to resume in.", json);
    }
    if (!object.string("scan", "").equals(key)) {
      throw TbarException.badInput(
          "'%s' is the state of another scan (another model, images, options or version); give"
              + " another folder to resume in.",
          json);
    }
    Path tensors = folder.resolve(object.string("tensors"));
    if (!Files.isRegularFile(tensors) || !Sha256.of(tensors).equals(object.string("sha256"))) {
      throw corrupt(json, "its tensors '" + tensors.getFileName() + "' are missing or changed");
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    JsonObject all = object.object("numbers");
    all.keys().forEach(name -> numbers.put(name, all.number(name)));
    return Optional.of(
        new State(
            object.integer("step"),
            object.longInteger("passes"),
            numbers,
            points(object.numbers("points")),
            floats(tensors)));
  }

  /** Saves a stage. Does nothing without a folder. */
  void save(
      String stage,
      int step,
      long passes,
      Map<String, Double> numbers,
      List<Curve.Point> points,
      Map<String, Tensor> tensors) {
    if (folder == null) {
      return;
    }
    Path beside = folder.resolve(stage + "-" + step + ".safetensors");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(beside);
      List<TensorData> data = new ArrayList<>();
      tensors.forEach(
          (name, t) -> data.add(TensorData.ofFloats(name, Tensors.shape(t), Tensors.floats(t))));
      String digest = SafetensorsWriter.write(beside, Map.of(), data);
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("format", FORMAT);
      object.put("scan", key);
      object.put("stage", stage);
      object.put("step", step);
      object.put("passes", passes);
      object.put("numbers", numbers);
      object.put("points", flat(points));
      object.put("tensors", String.valueOf(beside.getFileName()));
      object.put("sha256", digest);
      Json.replace(file(stage), object);
      deleteOthers(stage, beside);
    } catch (IOException e) {
      throw FileErrors.writing(folder, e);
    }
    saved = System.nanoTime();
  }

  private void deleteOthers(String stage, Path kept) throws IOException {
    if (folder == null) {
      return;
    }
    try (var files = Files.newDirectoryStream(folder, stage + "-*.safetensors")) {
      for (Path file : files) {
        if (!file.equals(kept)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static JsonObject read(Path json) {
    try {
      return Json.read(json);
    } catch (TbarException e) {
      throw corrupt(json, "it is no whole JSON file");
    }
  }

  private static Map<String, float[]> floats(Path tensors) {
    Map<String, float[]> all = new LinkedHashMap<>();
    try (SafetensorsFile file = SafetensorsFile.open(tensors)) {
      for (TensorInfo tensor : file.tensors().values()) {
        all.put(tensor.name(), file.floats(tensor));
      }
    }
    return all;
  }

  private static double[] flat(List<Curve.Point> points) {
    double[] all = new double[4 * points.size()];
    int at = 0;
    for (Curve.Point p : points) {
      all[at++] = p.passes();
      all[at++] = p.weight();
      all[at++] = p.cosine();
      all[at++] = p.size();
    }
    return all;
  }

  private static List<Curve.Point> points(double[] flat) {
    List<Curve.Point> points = new ArrayList<>();
    for (int i = 0; i + 3 < flat.length; i += 4) {
      points.add(new Curve.Point((long) flat[i], flat[i + 1], flat[i + 2], flat[i + 3]));
    }
    return points;
  }

  private static TbarException corrupt(Path json, String why) {
    return TbarException.badInput(
        "The saved state '%s' is damaged: %s; delete the folder and start again.", json, why);
  }
}
