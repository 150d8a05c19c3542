package io.tbar.cli;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.result.Invocation;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs a command inside another one: its data are returned, what fails is thrown. */
final class CommandRun {
  private CommandRun() {}

  /**
   * @param progress takes the command's progress and may end it
   * @return what the command printed as data
   * @throws TbarException with the sentence that the command would have ended with
   */
  static String output(List<String> args, Progress progress) {
    PrintWriter nowhere =
        new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    StringWriter data = new StringWriter();
    Console console = new Console(new PrintWriter(data), nowhere, false, progress::cancelled);
    String[] words = args.toArray(String[]::new);
    CommandLine line = Runner.commandLine(console, words);
    List<String> outer = Invocation.set(Arguments.recorded(args));
    try {
      ParseResult parsed = line.parseArgs(words);
      while (parsed.hasSubcommand()) {
        parsed = parsed.subcommand();
      }
      BaseCommand command = (BaseCommand) parsed.commandSpec().userObject();
      command.outer = progress;
      command.call();
      console.flush();
      return data.toString();
    } catch (ParameterException e) {
      throw TbarException.usage("%s", UsageSentence.of(e));
    } catch (Exception e) {
      throw Failure.translate(e);
    } finally {
      Invocation.set(outer);
    }
  }
}
