package io.tbar.cli;

import io.tbar.CleanResult;
import io.tbar.Transfer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Cleans with a vector of another model. */
@Command(
    name = "transfer",
    header = "Clean a model with the trigger vector of another one.",
    description =
        "Searches the coefficient for a vector that was measured on another model of the same"
            + " architecture (another data set, another label, another fine-tuning of the same"
            + " base), subtracts it and measures. With --own, angles and lengths layer by layer"
            + " beside the model's own vector: layers.json, layers.csv, layers.html.",
    footer = {
      "",
      "Example:",
      "  tbar transfer infected-b --vector cleaned-a/trigger-vector.safetensors --data val.tar"
          + " --classes classes.txt --trigger sig --target airplane --out transferred"
    })
final class TransferCommand extends BaseCommand {
  @Mixin SubjectOptions subject;
  @Mixin BackdoorOptions backdoor;
  @Mixin SearchChoice search;
  @Mixin LoadingOptions loading;
  @Mixin OutputOptions output;

  @Option(
      names = "--vector",
      required = true,
      paramLabel = "V",
      description = "The vector to subtract, measured on any model of this architecture.")
  Path vector;

  @Option(
      names = "--own",
      paramLabel = "W",
      description = "The model's own trigger vector, to compare with.")
  @Nullable Path own;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description = "Images to choose the coefficient on, labelled or not.")
  String data;

  @Option(
      names = "--test",
      paramLabel = "DATA",
      description = "Images to measure before and after on (default: others of --data).")
  @Nullable String test;

  @Option(names = "--json", description = "Print the record as JSON.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    Transfer task =
        new Transfer(
            subject.model(),
            backdoor.trigger,
            backdoor.target,
            vector,
            own,
            data,
            test,
            search.search(),
            loading.reading(),
            subject.run.compute());
    CleanResult done = run(task, output.out, output.force);
    Outcome.show(done.record(), json, output.out, console());
    return done.removed() ? OK : Outcome.INCONCLUSIVE;
  }
}
