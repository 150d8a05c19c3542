package io.tbar.experiment;

import io.tbar.base.AtomicOutput;
import io.tbar.base.FileErrors;
import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.Progress;
import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * The text from which every process makes the same plan, in the store under its own hash.
 *
 * @param source name of the {@link PlanSource}
 * @param version of what computes
 * @param java feature version of the driver's Java
 * @param body what the source needs
 */
record SavedPlan(String source, String version, int java, JsonObject body) {
  static String save(Path store, PlanSource source, Map<String, Object> body) {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("source", source.name());
    plan.put("version", source.version());
    plan.put("java", Runtime.version().feature());
    plan.put("body", body);
    String text = Json.write(plan);
    String sha = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    Path file = file(store, sha);
    if (!Files.exists(file)) {
      try {
        Files.createDirectories(file.getParent());
        AtomicOutput.replaceFile(file, path -> Files.writeString(path, text));
      } catch (IOException e) {
        throw FileErrors.writing(file, e);
      }
    }
    return sha;
  }

  /**
   * @throws TbarException BAD_INPUT where this node does not see the plan or it was changed
   */
  static SavedPlan read(Path store, String sha) {
    Path file = file(store, sha);
    if (!Files.exists(file)) {
      throw TbarException.badInput(
          "The node '%s' does not see the store '%s' as the driver does: the plan %s is not in it;"
              + " give --store a folder that every node sees under the same name.",
          Nodes.here(), store, sha.substring(0, 12));
    }
    if (!Sha256.of(file).equals(sha)) {
      throw TbarException.badInput(
          "The plan '%s' does not match its hash on the node '%s'; delete it and start again.",
          file, Nodes.here());
    }
    JsonObject plan = Json.read(file);
    return new SavedPlan(
        plan.string("source"), plan.string("version"), plan.integer("java"), plan.object("body"));
  }

  /**
   * The plan made again in this process.
   *
   * @throws TbarException BAD_INPUT where this node runs another version of tbar or Java
   */
  List<PlannedCell> cells(Path store, Progress progress) {
    PlanSource maker = source(source);
    if (!maker.version().equals(version)) {
      throw TbarException.badInput(
          "The node '%s' runs tbar %s and the driver %s; install the same version on every node.",
          Nodes.here(), maker.version(), version);
    }
    if (Runtime.version().feature() != java) {
      throw TbarException.badInput(
          "The node '%s' runs Java %d and the driver Java %d; install the same on every node.",
          Nodes.here(), Runtime.version().feature(), java);
    }
    return maker.plan(body, store, progress);
  }

  static PlanSource source(String name) {
    return ServiceLoader.load(PlanSource.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(source -> source.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                TbarException.badInput(
                    "The node '%s' has no part of tbar for plans of the kind '%s'; install the"
                        + " same version on every node.",
                    Nodes.here(), name));
  }

  private static Path file(Path store, String sha) {
    return store.resolve("plans").resolve(sha + ".json");
  }
}
