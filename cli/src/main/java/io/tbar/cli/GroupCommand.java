package io.tbar.cli;

import io.tbar.base.TbarException.Kind;

/** A command that only holds others. */
abstract class GroupCommand extends BaseCommand {
  @Override
  public final Integer call() {
    String name = spec.qualifiedName();
    String all = String.join(", ", spec.subcommands().keySet());
    console().err().printf("tbar: Name what to do: %s; see '%s --help'.%n", all, name);
    return Kind.USAGE.exitCode();
  }
}
