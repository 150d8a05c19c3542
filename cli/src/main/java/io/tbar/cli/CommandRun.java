package io.tbar.cli;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.result.Invocation;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
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
  // One at a time in a process: the words on record and libtorch's threads are the process's own.
  static synchronized String output(List<String> args, Progress progress) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    Console console = Console.of(data, OutputStream.nullOutputStream(), false, progress::cancelled);
    String[] words = args.toArray(String[]::new);
    CommandLine line = Runner.commandLine(console, words);
    List<String> outer = Invocation.set(Arguments.recorded(args));
    try {
      ParseResult parsed = line.parseArgs(words);
      Places.check(parsed);
      while (parsed.hasSubcommand()) {
        parsed = parsed.subcommand();
      }
      BaseCommand command = (BaseCommand) parsed.commandSpec().userObject();
      command.outer = progress;
      command.call();
      console.flush();
      return data.toString(StandardCharsets.UTF_8);
    } catch (ParameterException e) {
      throw TbarException.usage("%s", UsageSentence.of(e));
    } catch (Exception e) {
      throw Failure.translate(e);
    } finally {
      Invocation.set(outer);
    }
  }
}
