package io.tbar.cli;

import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.data.ClassNames;
import io.tbar.experiment.InputDigests;
import io.tbar.experiment.Keys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data of a cell as an experiment file names them: the attacker's {@code train} and {@code
 * train-pairs}, the defender's {@code clean}, {@code pairs} and {@code validation}, and {@code
 * test}, which only the measuring sees.
 */
final class CellData {
  private static final List<String> KEYS =
      List.of(
          "classes",
          "templates",
          "train",
          "train-pairs",
          "clean",
          "pairs",
          "validation",
          "test",
          "target");

  /** What must have labels; of the others captions or pictures alone will do. */
  private static final List<String> LABELLED = List.of("train", "test");

  private final JsonObject settings;
  private final Path folder;
  private final InputDigests digests;
  private final ClassNames classes;

  CellData(JsonObject settings, Path folder, InputDigests digests) {
    check(settings);
    this.settings = settings;
    this.folder = folder;
    this.digests = digests;
    this.classes = ClassNames.read(classFile());
  }

  /** Refuses keys that nobody reads. */
  static void check(JsonObject settings) {
    Keys.check(settings, KEYS);
  }

  private Path classFile() {
    return folder.resolve(settings.string("classes")).normalize();
  }

  boolean has(String role) {
    return settings.has(role);
  }

  /** What a command takes as DATA. */
  String spec(String role) {
    return folder.resolve(settings.string(role)).normalize().toString();
  }

  /** Adds the digest of a set of images, which the index shows to be usable. */
  void digest(String role, Map<String, String> inputs) {
    String spec = spec(role);
    if (LABELLED.contains(role) && !digests.data(spec, classes).labelled()) {
      throw TbarException.badInput(
          "'%s': the images of '%s' lack labels, which '%s' must have; give labelled images.",
          settings.origin(), settings.where(role), role);
    }
    inputs.put(role, digests.of(spec, classes));
  }

  /** The class words of every command. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    words.add("--classes=" + classFile());
    words.add("--templates=" + templates());
    return words;
  }

  /** The digests that go with {@link #words}. */
  void digestNames(Map<String, String> inputs, Map<String, Object> configuration) {
    inputs.put("classes", digests.of(classFile()));
    Path file = folder.resolve(settings.string("templates", "simple"));
    if (Files.isRegularFile(file)) {
      inputs.put("templates", digests.of(file));
    } else {
      configuration.put("templates", settings.string("templates", "simple"));
    }
  }

  private String templates() {
    String name = settings.string("templates", "simple");
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) ? file.normalize().toString() : name;
  }

  /**
   * The class that the attack is to lead to.
   *
   * @param attack whose own target, where it has one, comes first
   */
  String target(JsonObject attack) {
    return target(attack, 0);
  }

  /**
   * The same of one of several triggers.
   *
   * @param trigger its place in the attack's list, from 0
   */
  String target(JsonObject attack, int trigger) {
    JsonObject from = attack.has("target") ? attack : settings;
    @Nullable String target = null;
    if (from.has("target")) {
      boolean several = from.get("target") instanceof List<?>;
      List<String> all = several ? from.strings("target") : List.of(from.string("target"));
      target = all.size() > trigger ? all.get(trigger) : all.get(0);
    }
    if (target == null) {
      throw TbarException.badInput(
          "'%s': neither '%s' nor '%s' names the class that the attack leads to; give one.",
          settings.origin(), attack.where("target"), settings.where("target"));
    }
    return classes.name(classes.indexOf(target));
  }
}
