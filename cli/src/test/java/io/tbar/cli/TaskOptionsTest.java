package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.Audit;
import io.tbar.Clean;
import io.tbar.Disentangle;
import io.tbar.Evaluate;
import io.tbar.Model;
import io.tbar.Poison;
import io.tbar.Task;
import io.tbar.Transfer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** A command's options and its task's settings have the same names, so that neither lacks one. */
class TaskOptionsTest {
  /** What a command does with a result, or how it speaks. */
  private static final Set<String> OF_THE_COMMAND =
      Set.of(
          "out",
          "force",
          "json",
          "quiet",
          "debug",
          "help",
          "version",
          "verbose",
          "tensorboard",
          "format",
          "fail-on",
          "bom",
          "statement",
          "dry-run");

  /** The model is an argument; what has no option is for Java alone. */
  private static final Set<String> OF_THE_TASK =
      Set.of("path", "models", "test-images", "tie", "first");

  private static final Set<String> BACKDOORS = Set.of("trigger", "target", "share");

  static List<Task<?>> tasks() {
    Model model = Model.of(Path.of("m"), Path.of("c"));
    Path v = Path.of("v");
    return List.of(
        Clean.of(model, "x"),
        Audit.of(Path.of("m"), "x"),
        Evaluate.of(model, "x"),
        Poison.of(model, "x", "sig", "frog"),
        Transfer.of(model, v, "x", "sig", "frog"),
        Disentangle.of(model, v, v, "x", "sig", "frog"));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void haveTheSameNames(Task<?> task) {
    Set<String> options = new TreeSet<>();
    new CommandLine(Objects.requireNonNull(Commands.ALL.get(task.command())).get())
        .getCommandSpec()
        .options()
        .forEach(option -> options.add(option.longestName().replaceFirst("^--", "")));
    options.removeAll(OF_THE_COMMAND);
    Set<String> settings = new TreeSet<>(task.names());
    settings.removeAll(OF_THE_TASK);
    if (settings.remove("backdoors")) {
      settings.addAll(BACKDOORS);
    }
    assertThat(options).isNotEmpty().isEqualTo(settings);
  }
}
