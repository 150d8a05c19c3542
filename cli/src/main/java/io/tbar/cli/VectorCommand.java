package io.tbar.cli;

import picocli.CommandLine.Command;

/** What can be done with task vectors. */
@Command(
    name = "vector",
    header = "Make, describe, compare and apply task vectors.",
    footer = {"", "Example:", "  tbar vector make base infected --out tau.safetensors"},
    subcommands = {
      VectorMakeCommand.class,
      VectorInfoCommand.class,
      VectorCosineCommand.class,
      VectorApplyCommand.class
    })
final class VectorCommand extends GroupCommand {}
