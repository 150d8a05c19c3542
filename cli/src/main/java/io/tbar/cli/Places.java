package io.tbar.cli;

import io.tbar.base.AtomicOutput;
import io.tbar.base.PlainFile;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What every command is held to before it begins, by its options alone: inputs are plain files or
 * folders, and an output can be written, is no input, holds none and lies in none.
 */
final class Places {
  private static final String OUT = "--out";
  private static final String FORCE = "--force";
  private static final String RANGE = "\\{\\d+\\.\\.\\d+}";

  private Places() {}

  /**
   * @throws io.tbar.base.TbarException BAD_INPUT with the option's file
   */
  static void check(ParseResult parsed) {
    ParseResult leaf = parsed;
    while (leaf.hasSubcommand()) {
      leaf = leaf.subcommand();
    }
    if (leaf.isUsageHelpRequested() || leaf.isVersionHelpRequested()) {
      return;
    }
    CommandSpec spec = leaf.commandSpec();
    List<Path> inputs = inputs(spec);
    inputs.forEach(PlainFile::requireOrFolder);
    Path out = spec.findOption(OUT) == null ? null : (Path) spec.findOption(OUT).getValue();
    OptionSpec force = spec.findOption(FORCE);
    // Folders that a command fills step by step have rules of their own.
    if (out == null || force == null || spec.userObject() instanceof DemoCommand) {
      return;
    }
    AtomicOutput.prepare(out, Boolean.TRUE.equals(force.getValue()));
    inputs.forEach(input -> AtomicOutput.refuseInput(out, input));
    for (ArgSpec arg : spec.args()) {
      if (arg.paramLabel().equals("DATA") && arg.getValue() instanceof String data) {
        refuseShard(out, data);
      }
    }
  }

  private static List<Path> inputs(CommandSpec spec) {
    List<Path> inputs = new ArrayList<>();
    for (ArgSpec arg : spec.args()) {
      boolean output =
          arg.paramLabel().equals("OUTPUT")
              || arg instanceof OptionSpec option && option.longestName().equals(OUT);
      if (!output && !arg.paramLabel().equals("STORE")) {
        add(arg.getValue(), arg.paramLabel(), inputs);
      }
    }
    return inputs;
  }

  private static void add(@Nullable Object value, String label, List<Path> inputs) {
    if (value instanceof Collection<?> all) {
      all.forEach(one -> add(one, label, inputs));
    } else if (value instanceof Path path && !path.toString().isEmpty()) {
      inputs.add(path);
    } else if (value instanceof AddedVector added) {
      inputs.add(added.vector());
    } else if (value instanceof Map<?, ?> map && label.equals("NAME=VALUE")) {
      map.values().forEach(one -> addExisting(String.valueOf(one), inputs));
    } else if (value instanceof String text && label.matches("DATA|MODEL|FILE")) {
      addExisting(text, inputs);
    } else if (value instanceof String text && label.equals("NAME|FILE")) {
      // The name of a built-in set may be a folder's name by chance.
      addExisting(text.contains(".") ? text : "", inputs);
    } else if (value instanceof String text && label.equals("TRIGGER")) {
      addExisting(text, inputs);
      for (String part : text.split("[:,=]")) {
        if (part.matches("(?i).*\\.(png|json|safetensors)")) {
          addExisting(part, inputs);
        }
      }
    }
  }

  private static void addExisting(String text, List<Path> inputs) {
    try {
      Path path = Path.of(text);
      if (!text.isEmpty() && Files.exists(path)) {
        inputs.add(path);
      }
    } catch (InvalidPathException e) {
      return; // no path, so no file
    }
  }

  /** An output may not be one of the shards that a range or a glob names. */
  private static void refuseShard(Path out, String data) {
    if (!Files.exists(out)) {
      return;
    }
    int slash = Math.max(data.lastIndexOf('/'), data.lastIndexOf(File.separatorChar));
    Path folder = Path.of(slash < 0 ? "" : data.substring(0, slash + 1)).toAbsolutePath();
    String pattern = data.substring(slash + 1).replaceAll(RANGE, "*");
    Path name = out.toAbsolutePath().normalize().getFileName();
    try {
      if (name != null
          && out.getFileSystem().getPathMatcher("glob:" + pattern).matches(name)
          && Files.exists(folder.resolve(name))) {
        AtomicOutput.refuseInput(out, folder.resolve(name));
      }
    } catch (PatternSyntaxException e) {
      return; // who opens the data says what is wrong with them
    }
  }
}
