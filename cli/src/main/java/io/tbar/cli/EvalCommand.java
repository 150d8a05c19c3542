package io.tbar.cli;

import io.tbar.base.TbarException;
import picocli.CommandLine.Command;

/** Being written by the coordinator on top of io.tbar.run; do not write it a second time. */
@Command(name = "eval", header = "To come.")
final class EvalCommand extends BaseCommand {
  @Override
  public Integer call() {
    throw TbarException.usage("Not there yet.");
  }
}
