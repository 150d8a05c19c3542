package io.tbar.cli;

import io.tbar.Task;
import io.tbar.Tbar;
import io.tbar.base.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command has: a console, and the options that all share. */
abstract class BaseCommand implements Callable<Integer> {
  static final int OK = 0;

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;
  @Nullable Console console;

  /** Takes the progress where another command runs this one. */
  @Nullable Progress outer;

  final Console console() {
    if (console == null) {
      throw new IllegalStateException("no console bound");
    }
    return console;
  }

  /** Data, for people or machines. */
  final PrintWriter out() {
    return console().out();
  }

  /** Progress of this run on stderr; close it before printing the result. */
  final ConsoleProgress progress() {
    return new ConsoleProgress(console(), common.quiet);
  }

  /** Runs with progress that ends before the result is printed. */
  final <T> T withProgress(Work<T> work) throws Exception {
    if (outer != null) {
      return work.run(outer);
    }
    try (ConsoleProgress progress = progress()) {
      return work.run(progress);
    }
  }

  /**
   * Does the command's work: the task that its options filled.
   *
   * @param out folder, or null where nothing is written
   */
  final <R> R run(Task<R> task, @Nullable Path out, boolean force) throws Exception {
    return tbar(
        tbar -> {
          Tbar ready = tbar.replacing(force);
          return out == null ? ready.run(task) : ready.run(task, out);
        });
  }

  /** Asks the library, with this command's progress. */
  final <R> R tbar(Asked<R> asked) throws Exception {
    return withProgress(
        progress -> {
          try (Tbar tbar = Tbar.open().listener(progress)) {
            return asked.of(tbar);
          }
        });
  }

  /** Something that the library is asked for. */
  interface Asked<R> {
    R of(Tbar tbar) throws Exception;
  }

  /** A step of a command that reports its progress. */
  interface Work<T> {
    T run(Progress progress) throws Exception;
  }
}
