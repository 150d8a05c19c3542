package io.tbar.cli;

import io.tbar.base.TbarException.Kind;
import io.tbar.result.Invocation;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;

/** Parses a command line, runs the command, turns what went wrong into a sentence and a code. */
final class Runner {
  private Runner() {}

  /**
   * @return the documented exit code
   */
  static int run(Console console, String... args) {
    CommandLine line = commandLine(console, args);
    line.setParameterExceptionHandler((e, given) -> usageError(console, e));
    line.setExecutionExceptionHandler(
        (e, failed, parsed) -> Failure.report(console, e, CommonOptions.debug(failed)));
    line.setExecutionStrategy(
        parsed -> {
          try {
            Places.check(parsed);
          } catch (RuntimeException e) { // picocli hands only a command's own on
            return Failure.report(console, e, CommonOptions.debug(line));
          }
          return new RunLast().execute(parsed);
        });
    Invocation.set(Arguments.recorded(List.of(args)));
    try {
      return line.execute(args);
    } catch (Throwable e) { // an Error passes picocli's handler by
      return Failure.report(console, e, CommonOptions.debug(line));
    } finally {
      console.flush();
    }
  }

  /** The whole command, or only the part of it that these arguments name. */
  static CommandLine commandLine(Console console, String... args) {
    CommandLine line = new CommandLine(new TbarCommand());
    Commands.addTo(line, args);
    configure(line, console);
    return line;
  }

  private static void configure(CommandLine line, Console console) {
    line.setOut(console.helpOut());
    line.setErr(console.helpErr());
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Colours.wanted() ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(100);
    OptionGroups.show(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    Consoles.bind(line, console);
  }

  private static int usageError(Console console, ParameterException e) {
    console.err().println("tbar: " + UsageSentence.of(e));
    return Kind.USAGE.exitCode();
  }
}
