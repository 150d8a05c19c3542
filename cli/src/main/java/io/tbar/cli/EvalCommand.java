package io.tbar.cli;

import io.tbar.Evaluate;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a checkpoint. */
@Command(
    name = "eval",
    header = "Measure clean accuracy and attack success rate.",
    description = {
      "With a trigger also the excess attack success: the attack success rate minus the target's"
          + " share without trigger on the same images, in points, with a paired interval (0"
          + " is a trigger that does nothing);",
      "and own answers back: the share of the triggered images, those of the target class left out,"
          + " that are answered as the reference, or without one the checkpoint itself, answers"
          + " them without trigger."
    },
    footer = {
      "",
      "Example:",
      "  tbar eval model --data test.tar --classes classes.txt --trigger badnet --target airplane"
    })
final class EvalCommand extends BaseCommand {
  @Mixin SubjectOptions subject;
  @Mixin LoadingOptions loading;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description = "Images to measure on, labelled or not: a folder, tar shards, a CSV or TSV.")
  String data;

  @Option(names = "--trigger", paramLabel = "TRIGGER", description = "Measure this trigger too.")
  @Nullable String trigger;

  @Option(
      names = "--target",
      paramLabel = "LABEL",
      description = "The class that the trigger is to make the model answer.")
  @Nullable String target;

  @Option(
      names = "--reference",
      paramLabel = "MODEL",
      description = {
        "Measure agreement with this checkpoint's clean predictions as well.",
        "For a cleaned checkpoint name the suspect it was made from."
      })
  @Nullable Path reference;

  @Option(names = "--json", description = "Print the record as JSON.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    Evaluate task =
        new Evaluate(
            subject.model(),
            trigger,
            target,
            data,
            reference,
            loading.reading(),
            subject.run.compute());
    Outcome.show(run(task, null, false).record(), json, null, console());
    return OK;
  }
}
