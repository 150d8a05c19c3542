package io.tbar.checkpoint;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The golden models, and copies of them to spoil. */
final class Golden {
  static final Path SHARED = Path.of(System.getProperty("tbar.shared"));
  static final Path MODELS = SHARED.resolve("golden/models");

  private Golden() {}

  static Path model(String name) {
    return MODELS.resolve(name);
  }

  /** A copy that may be changed. */
  static Path copy(String name, Path into) throws IOException {
    Path target = Files.createDirectories(into.resolve(name));
    try (Stream<Path> files = Files.list(model(name))) {
      for (Path file : files.toList()) {
        Files.write(target.resolve(file.getFileName().toString()), Files.readAllBytes(file));
      }
    }
    return target;
  }

  /** Changes a JSON file in place. */
  static void edit(Path file, Consumer<JsonObject> change) throws IOException {
    JsonObject json = Json.read(file);
    change.accept(json);
    Files.writeString(file, Json.write(json));
  }
}
