package io.tbar.checkpoint;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.TensorInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The index of a checkpoint in several files, held against the files that it names. */
final class ShardIndex {
  private final Path path;
  private final JsonObject json;
  private final Map<String, String> fileOfTensor = new LinkedHashMap<>();

  ShardIndex(Path path) {
    this.path = path;
    this.json = Json.read(path);
    JsonObject map = json.object("weight_map");
    for (String tensor : map.keys()) {
      String file = map.string(tensor);
      if (file.isEmpty() || file.contains("/") || file.contains("\\") || file.contains("..")) {
        throw TbarException.badInput(
            "'%s': the shard '%s' of tensor '%s' must be a plain file name beside the index.",
            path, file, tensor);
      }
      fileOfTensor.put(tensor, file);
    }
    if (fileOfTensor.isEmpty()) {
      throw TbarException.badInput("'%s' names no tensors in its weight_map.", path);
    }
  }

  /** The shards in the order of their names. */
  List<Path> shards() {
    List<Path> shards = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : new TreeSet<>(fileOfTensor.values())) {
      Path shard = path.resolveSibling(name);
      if (Files.isRegularFile(shard)) {
        shards.add(shard);
      } else {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw TbarException.badInput(
          "'%s' names shards that are missing: %s. Fetch them.", path, String.join(", ", missing));
    }
    return shards;
  }

  /** Refuses shards that hold other tensors than the index says; returns warnings. */
  List<String> check(List<SafetensorsFile> shards) {
    Map<String, String> found = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    long total = 0;
    for (SafetensorsFile shard : shards) {
      String file = shard.path().getFileName().toString();
      for (TensorInfo tensor : shard.tensors().values()) {
        total += tensor.size();
        String other = found.put(tensor.name(), file);
        if (other != null) {
          problems.add("'" + tensor.name() + "' lies in both " + other + " and " + file);
        } else if (!fileOfTensor.containsKey(tensor.name())) {
          problems.add("'" + tensor.name() + "' of " + file + " is not in the index");
        }
      }
    }
    fileOfTensor.forEach(
        (tensor, file) -> {
          if (!file.equals(found.get(tensor))) {
            problems.add("'" + tensor + "' is not in " + file);
          }
        });
    if (!problems.isEmpty()) {
      throw TbarException.badInput(
          "'%s' does not fit its shards: %s. Fetch index and shards of one version.",
          path, TensorCheck.listed(problems));
    }
    double said = json.objectOrEmpty("metadata").number("total_size", total);
    return said == total
        ? List.of()
        : List.of(
            String.format(
                java.util.Locale.ROOT,
                "%s says %.0f bytes of tensors, the shards hold %d.",
                path.getFileName(),
                said,
                total));
  }
}
