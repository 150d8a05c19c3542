package io.tbar.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The commands in the order of the help. */
final class Commands {
  static final Map<String, Supplier<BaseCommand>> ALL = all();

  private Commands() {}

  private static Map<String, Supplier<BaseCommand>> all() {
    Map<String, Supplier<BaseCommand>> all = new LinkedHashMap<>();
    all.put("inspect", InspectCommand::new);
    all.put("convert", ConvertCommand::new);
    all.put("vector", VectorCommand::new);
    all.put("embed", EmbedCommand::new);
    all.put("trigger", TriggerCommand::new);
    all.put("eval", EvalCommand::new);
    all.put("poison", PoisonCommand::new);
    all.put("audit", AuditCommand::new);
    all.put("clean", CleanCommand::new);
    all.put("transfer", TransferCommand::new);
    all.put("disentangle", DisentangleCommand::new);
    all.put("pretrain", PretrainCommand::new);
    all.put("table", TableCommand::new);
    all.put("experiment", ExperimentCommand::new);
    all.put("reproduce", ReproduceCommand::new);
    all.put("demo", DemoCommand::new);
    all.put("help", HelpCommand::new);
    all.put("completion", CompletionCommand::new);
    return all;
  }

  /**
   * Adds the one command that the arguments name, or all where they name none exactly: reflection
   * over a dozen commands would cost a short one a third of its time.
   */
  static void addTo(CommandLine root, String... args) {
    String named = firstWord(args);
    if (named != null && ALL.containsKey(named)) {
      add(root, named);
    } else {
      ALL.keySet().forEach(name -> add(root, name));
    }
  }

  private static void add(CommandLine root, String name) {
    Supplier<BaseCommand> command = ALL.get(name);
    if (command != null) {
      root.addSubcommand(name, new CommandLine(command.get()));
    }
  }

  private static @Nullable String firstWord(String... args) {
    for (String arg : args) {
      if (!arg.startsWith("-")) {
        return arg;
      }
    }
    return null;
  }
}
