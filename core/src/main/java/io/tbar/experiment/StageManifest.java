package io.tbar.experiment;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What lies beside the files of a stored stage: what it is, how long it took, what it said, and the
 * hash of every file. A seal over all of it shows when the manifest itself was changed.
 *
 * @param bytes of all files together
 * @param files SHA-256 by path from the stage's folder
 */
record StageManifest(
    String key,
    String kind,
    Map<String, Object> configuration,
    Map<String, String> inputs,
    Map<String, String> needs,
    Map<String, Object> summary,
    double seconds,
    long bytes,
    Map<String, String> files) {
  private static final String FILE = "stage.json";
  private static final String SEAL = "seal";

  static StageManifest of(Stage stage, Map<String, Object> summary, double seconds, Path out) {
    Map<String, String> needs = new TreeMap<>();
    stage.needs().forEach((role, need) -> needs.put(role, need.key()));
    return new StageManifest(
        stage.key(),
        stage.kind(),
        new TreeMap<>(stage.configuration()),
        new TreeMap<>(stage.inputs()),
        needs,
        new LinkedHashMap<>(summary),
        seconds,
        Folders.bytes(out),
        Folders.digests(out));
  }

  void write(Path folder) throws IOException {
    Map<String, Object> map = toMap();
    map.put(SEAL, seal(map));
    Files.writeString(folder.resolve(FILE), Json.write(map));
  }

  private Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("key", key);
    map.put("kind", kind);
    map.put("configuration", configuration);
    map.put("inputs", inputs);
    map.put("needs", needs);
    map.put("summary", summary);
    map.put("seconds", seconds);
    map.put("bytes", bytes);
    map.put("files", files);
    return map;
  }

  private static String seal(Map<String, ?> map) {
    return Sha256.of(Json.write(map).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws TbarException BAD_INPUT where it is missing or was changed
   */
  static StageManifest read(Path folder) {
    Path file = folder.resolve(FILE);
    JsonObject object;
    try {
      object = Json.read(file);
    } catch (TbarException e) {
      throw damaged(folder, "its " + FILE + " is missing or unreadable");
    }
    Object seal = object.members().remove(SEAL);
    if (!seal(object.members()).equals(seal)) {
      throw damaged(folder, "its " + FILE + " does not match its own hash");
    }
    return new StageManifest(
        object.string("key"),
        object.string("kind"),
        plain(object.object("configuration")),
        texts(object.object("inputs")),
        texts(object.object("needs")),
        plain(object.object("summary")),
        object.number("seconds"),
        object.longInteger("bytes"),
        texts(object.object("files")));
  }

  /** Refuses a stage whose files are not those that were stored. */
  void verify(String wanted, Path out, Path folder) {
    if (!key.equals(wanted)) {
      throw damaged(folder, "it is the " + kind + " stage of another key");
    }
    Map<String, String> found = Folders.digests(out);
    for (Map.Entry<String, String> file : files.entrySet()) {
      String digest = found.remove(file.getKey());
      if (digest == null) {
        throw damaged(folder, "its file '" + file.getKey() + "' is missing");
      } else if (!digest.equals(file.getValue())) {
        throw damaged(folder, "its file '" + file.getKey() + "' does not match its hash");
      }
    }
    if (!found.isEmpty()) {
      throw damaged(folder, "the file '" + found.keySet().iterator().next() + "' was added to it");
    }
  }

  private static TbarException damaged(Path folder, String what) {
    return TbarException.badInput(
        "The stored stage '%s' cannot be used: %s; delete that folder to have it computed again.",
        folder, what);
  }

  private static Map<String, Object> plain(JsonObject object) {
    Map<String, Object> plain = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (key, value) -> {
              if (value != null) {
                plain.put(key, value);
              }
            });
    return plain;
  }

  private static Map<String, String> texts(JsonObject object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.keys().forEach(key -> texts.put(key, object.string(key)));
    return texts;
  }
}
