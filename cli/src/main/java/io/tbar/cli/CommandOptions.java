package io.tbar.cli;

import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.experiment.Keys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of a command as keys of an experiment file: the same names without the dashes, so
 * that whatever a command learns an experiment knows too.
 */
final class CommandOptions {
  /** What an experiment decides itself, or what changes no result. */
  private static final Set<String> OURS =
      Set.of(
          "out",
          "force",
          "json",
          "dry-run",
          "quiet",
          "debug",
          "help",
          "version",
          "seed",
          "threads",
          "batch",
          "device",
          "classes",
          "templates",
          "trigger",
          "target",
          "config");

  private static final Map<String, CommandOptions> KNOWN = new HashMap<>();

  private final Map<String, OptionSpec> options = new TreeMap<>();

  private CommandOptions(CommandSpec spec) {
    for (OptionSpec option : spec.options()) {
      options.put(option.longestName().replaceFirst("^--", ""), option);
    }
  }

  static synchronized CommandOptions of(String command) {
    return KNOWN.computeIfAbsent(
        command,
        name -> {
          List<String> words = List.of(name.split(" "));
          var supplier = Commands.ALL.get(words.get(0));
          CommandLine line = supplier == null ? null : new CommandLine(supplier.get());
          for (String word : words.subList(1, words.size())) {
            line = line == null ? null : line.getSubcommands().get(word);
          }
          if (line == null) {
            throw new IllegalArgumentException("no command " + name);
          }
          return new CommandOptions(line.getCommandSpec());
        });
  }

  /** Names that a file may give, without those that the cell itself fills. */
  Set<String> names(Set<String> filled) {
    Set<String> names = new TreeSet<>(options.keySet());
    names.removeAll(OURS);
    names.removeAll(filled);
    return names;
  }

  /** Refuses keys that are no options. */
  void check(JsonObject settings, Set<String> filled, Set<String> further) {
    Set<String> names = names(filled);
    names.addAll(further);
    Keys.check(settings, names);
  }

  /**
   * The settings in force: defaults of the options, overridden by each of the objects in turn.
   *
   * @param filled options that the cell fills, which are left out here
   */
  Map<String, Object> effective(Set<String> filled, JsonObject... settings) {
    Map<String, Object> effective = new TreeMap<>();
    for (String name : names(filled)) {
      OptionSpec option = options.get(name);
      String otherwise = option == null ? null : option.defaultValue();
      if (otherwise != null) {
        effective.put(name, otherwise);
      }
    }
    for (JsonObject object : settings) {
      for (String name : object.keys()) {
        if (names(filled).contains(name) && object.has(name)) {
          effective.put(name, value(object, name));
        }
      }
    }
    return effective;
  }

  private static Object value(JsonObject object, String name) {
    Object value = object.get(name);
    if (value instanceof JsonObject || value == null) {
      throw object.wrong(name, "a text, a number, true, false or a list of these");
    }
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : value instanceof Boolean ? value : String.valueOf(value);
  }

  /** As words of a command line; a path that exists beside the file is made absolute. */
  List<String> words(Map<String, Object> effective, Path folder) {
    List<String> words = new ArrayList<>();
    effective.forEach(
        (name, value) -> {
          if (value instanceof Boolean flag) {
            if (flag) {
              words.add("--" + name);
            }
            return;
          }
          for (Object one : value instanceof List<?> list ? list : List.of(value)) {
            String text = one.toString();
            Path path = file(name, text, folder);
            words.add("--" + name + "=" + (path == null ? text : path));
          }
        });
    return words;
  }

  /** The files and folders among the values, by option. */
  Map<String, Path> files(Map<String, Object> effective, Path folder) {
    Map<String, Path> files = new LinkedHashMap<>();
    effective.forEach(
        (name, value) -> {
          Path path = value instanceof String text ? file(name, text, folder) : null;
          if (path != null) {
            files.put(name, path);
          }
        });
    return files;
  }

  private @Nullable Path file(String name, String value, Path folder) {
    OptionSpec option = options.get(name);
    if (option == null || value.isEmpty()) {
      return null;
    }
    boolean isPath = option.type() == Path.class;
    if (!isPath && !option.paramLabel().matches("DATA|MODEL|.*FILE.*")) {
      return null;
    }
    Path path = folder.resolve(value);
    if (isPath && !Files.exists(path)) {
      throw TbarException.badInput(
          "'%s' does not exist, which '%s' names; check the path.", path, name);
    }
    return Files.exists(path) ? path.normalize() : null;
  }
}
