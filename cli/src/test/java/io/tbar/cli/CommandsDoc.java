package io.tbar.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the reference of all commands from their own declarations. */
final class CommandsDoc {
  private static final List<String> COMMON = List.of("--quiet", "--debug", "--help", "--version");

  private static final String HEAD =
      """
      # Commands

      `./tbar COMMAND [OPTIONS]`. Data goes to stdout; progress, remarks and errors go to stderr. \
      Progress is redrawn on a terminal and is a line every ten seconds at most elsewhere. `NO_COLOR` and \
      `TERM=dumb` are respected.

      This page is written from the commands' own declarations and held to them by a test.

      ## Exit codes

      | code | meaning |
      |---:|---|
      | 0 | fine |
      | 1 | something was found, or a gate was violated (`inspect --verify`: values that are not finite) |
      | 2 | the command line is wrong; the sentence names the nearest option |
      | 3 | a file, label or value in the input is wrong, or the output cannot be written |
      | 4 | no answer: no feasible coefficient, the attack did not take |
      | 5 | a fault of ours, or of the installation |
      | 130 | stopped by Ctrl-C or kill; nothing is left under the output's name |

      A failure is one sentence on stderr. Outputs appear whole under their name or not at all, and an \
      output that exists is refused without `--force`. With it, only what tbar wrote itself is replaced (known by \
      a note that the file system keeps, or by its record) or what is empty. No output is, holds or \
      lies in an input; devices, pipes and links are neither read as inputs nor replaced. What a killed run left is removed \
      or put back by the next one in the same folder.

      ## Options of every command

      | option | meaning |
      |---|---|
      %s
      ## Environment

      | variable | meaning |
      |---|---|
      | `JAVA_HOME` | the JDK to use, 17 or newer; otherwise `java` on the `PATH` |
      | `TBAR_JAVA_OPTS` | further options of the Java machine, such as `-Xmx8g` |
      | `TBAR_BUILD` | `never` keeps the launcher from building when sources changed |
      | `TBAR_LIBTORCH` | the folder `torch/lib` of a PyTorch whose libtorch is used, with CUDA perhaps |
      | `TBAR_BLAS` | whose matrix product is used: `mkl`, `openblas`, or `auto` (MKL's on Intel's processors) |
      | `TBAR_CACHE` | where libtorch is unpacked: an \
      absolute folder that only you can write (default: `~/.javacpp/cache`) |
      | `MALLOC_ARENA_MAX`, `MALLOC_MMAP_MAX_`, `MALLOC_TRIM_THRESHOLD_`, `MALLOC_TOP_PAD_`, \
      `OMP_WAIT_POLICY` | set for commands that need libtorch, unless they are set already |
      """;

  private CommandsDoc() {}

  static String markdown() {
    CommandLine root =
        Runner.commandLine(
            Console.of(
                java.io.OutputStream.nullOutputStream(),
                java.io.OutputStream.nullOutputStream(),
                false,
                () -> false));
    StringBuilder common = new StringBuilder();
    root.getCommandSpec().options().forEach(option -> option(common, option));
    StringBuilder text = new StringBuilder(HEAD.formatted(common.toString()));
    root.getSubcommands().forEach((name, command) -> command(text, command, "##"));
    return text.toString();
  }

  private static void command(StringBuilder text, CommandLine command, String level) {
    CommandSpec spec = command.getCommandSpec();
    text.append("\n%s tbar %s\n\n".formatted(level, name(spec)));
    for (String line : spec.usageMessage().header()) {
      text.append(line).append('\n');
    }
    if (spec.usageMessage().description().length > 0) {
      text.append('\n').append(String.join(" ", spec.usageMessage().description())).append('\n');
    }
    Map<String, CommandLine> nested = command.getSubcommands();
    if (nested.isEmpty() || !spec.positionalParameters().isEmpty()) {
      synopsis(text, spec);
      arguments(text, spec);
      examples(text, spec);
    }
    nested.values().forEach(sub -> command(text, sub, level + "#"));
  }

  private static String name(CommandSpec spec) {
    return spec.qualifiedName(" ").substring("tbar ".length());
  }

  private static void synopsis(StringBuilder text, CommandSpec spec) {
    List<String> words = new ArrayList<>(List.of("tbar " + name(spec)));
    spec.positionalParameters().forEach(p -> words.add(word(p)));
    for (OptionSpec option : spec.options()) {
      if (option.required()) {
        words.add(option.longestName() + " " + option.paramLabel());
      }
    }
    words.add("[OPTIONS]");
    text.append("\n```\n").append(String.join(" ", words)).append("\n```\n");
  }

  private static String word(PositionalParamSpec parameter) {
    return parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
  }

  private static void arguments(StringBuilder text, CommandSpec spec) {
    text.append("\n| argument | meaning |\n|---|---|\n");
    for (PositionalParamSpec p : spec.positionalParameters()) {
      row(text, "`" + word(p) + "`", p.description(), p.defaultValue());
    }
    spec.options().stream()
        .filter(option -> !COMMON.contains(option.longestName()))
        .sorted(
            (a, b) ->
                a.required() == b.required()
                    ? a.longestName().compareTo(b.longestName())
                    : a.required() ? -1 : 1)
        .forEach(option -> option(text, option));
  }

  private static void option(StringBuilder text, OptionSpec option) {
    String names = String.join("`, `", option.names());
    String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    String required = option.required() ? " (required)" : "";
    List<String> candidates = new ArrayList<>();
    if (option.completionCandidates() != null) {
      option.completionCandidates().forEach(candidates::add);
    }
    String[] description = option.description().clone();
    for (int i = 0; i < description.length; i++) {
      description[i] =
          description[i].replace("${COMPLETION-CANDIDATES}", String.join(", ", candidates));
    }
    row(text, "`" + names + label + "`" + required, description, option.defaultValue());
  }

  private static void row(
      StringBuilder text, String what, String[] description, String defaultValue) {
    String meaning =
        String.join(" ", description)
            .replace("${DEFAULT-VALUE}", String.valueOf(defaultValue))
            .replace("|", "\\|");
    text.append("| %s | %s |\n".formatted(what, meaning));
  }

  private static void examples(StringBuilder text, CommandSpec spec) {
    List<String> lines = new ArrayList<>();
    for (String line : spec.usageMessage().footer()) {
      if (line.startsWith("  ")) {
        lines.add(line.strip());
      }
    }
    if (!lines.isEmpty()) {
      text.append("\n```\n").append(String.join("\n", lines)).append("\n```\n");
    }
  }
}
