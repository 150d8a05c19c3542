package io.tbar.experiment;

import io.tbar.base.AtomicOutput;
import io.tbar.base.FileErrors;
import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.base.TbarException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What stages failed of, as notes in the store, so that every node and the one that writes the
 * tables knows. A note from before this run counts as none: the same command tries again.
 */
final class StageFailures {
  private final Path folder;
  private final Map<String, String> before = new LinkedHashMap<>();

  StageFailures(StageStore store) {
    this.folder = store.root().resolve("failures");
    if (Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          before.put(file.getFileName().toString(), Files.readString(file));
        }
      } catch (IOException e) {
        throw FileErrors.reading(folder, e);
      }
    }
  }

  void write(String key, TbarException failure) {
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("sentence", failure.getMessage());
    note.put("kind", failure.kind().name());
    note.put("node", Nodes.here());
    note.put("id", UUID.randomUUID().toString());
    try {
      Files.createDirectories(folder);
      AtomicOutput.replaceFile(file(key), file -> Files.writeString(file, Json.write(note)));
    } catch (IOException e) {
      throw FileErrors.writing(folder, e);
    }
  }

  void clear(String key) {
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException e) {
      throw FileErrors.writing(file(key), e);
    }
  }

  /** What the stage failed of since this object was made, here or on another node. */
  Optional<TbarException> sinceStart(String key) {
    try {
      String text = Files.exists(file(key)) ? Files.readString(file(key)) : null;
      return text == null || text.equals(before.get(file(key).getFileName().toString()))
          ? Optional.empty()
          : Optional.of(read(key));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What the stage failed of the last time that somebody tried. */
  Optional<TbarException> last(String key) {
    return Files.exists(file(key)) ? Optional.of(read(key)) : Optional.empty();
  }

  private TbarException read(String key) {
    JsonObject note = Json.read(file(key));
    Kind kind = Kind.INTERNAL;
    for (Kind one : Kind.values()) {
      kind = one.name().equals(note.string("kind")) ? one : kind;
    }
    return new TbarException(kind, note.string("sentence"));
  }

  private Path file(String key) {
    return folder.resolve(key + ".json");
  }
}
