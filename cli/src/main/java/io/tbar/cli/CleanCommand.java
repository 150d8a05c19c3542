package io.tbar.cli;

import io.tbar.Clean;
import io.tbar.CleanResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes a backdoor whose trigger is known or was inferred by an audit. */
@Command(
    name = "clean",
    header = "Remove a backdoor, known or inferred by an audit, by TBAR or a baseline.",
    description = {
      "By default estimates the trigger vector from a few triggered images, searches the coefficient and"
          + " subtracts (TBAR, arXiv 2510.14845). The output folder is itself a checkpoint folder,"
          + " with trigger-vector.safetensors, result.json and report.html beside the weights."
          + " Where no coefficient keeps enough accuracy it holds record and report alone (exit"
          + " code 4). --method runs another method on the same terms; what each must be given is in"
          + " docs/methods.md."
    },
    footer = {
      "",
      "Example:",
      "  tbar clean infected --images images.tar --classes classes.txt --trigger sig --target"
          + " airplane --out cleaned"
    })
final class CleanCommand extends BaseCommand {
  @Mixin SubjectOptions subject;
  @Mixin SuspectOptions suspect;
  @Mixin EstimatorChoice choice;
  @Mixin MethodChoice method;
  @Mixin SearchChoice search;
  @Mixin LoadingOptions loading;
  @Mixin OutputOptions output;
  @Mixin TrackingOptions tracking;

  @Option(
      names = "--images",
      required = true,
      paramLabel = "DATA",
      description =
          "Where the forget set, or the images of another method, are drawn from; labelled or not.")
  String images;

  @Option(
      names = "--val",
      paramLabel = "DATA",
      description = "Images to choose the coefficient on (default: others of --images).")
  @Nullable String validation;

  @Option(
      names = "--test",
      paramLabel = "DATA",
      description = "Images to measure before and after on (default: others of --images).")
  @Nullable String test;

  @Option(
      names = "--forget",
      paramLabel = "N",
      defaultValue = "300",
      description =
          "Images in the forget set, or given to another method (default: ${DEFAULT-VALUE}; the paper"
              + " takes 1500 pairs for image-text models).")
  int forget;

  @Option(names = "--json", description = "Print the record as JSON.")
  boolean json;

  @Option(names = "--dry-run", description = CostText.DESCRIPTION)
  boolean dryRun;

  @Override
  public Integer call() throws Exception {
    Clean task =
        new Clean(
            subject.model(),
            suspect.suspicion(),
            images,
            validation,
            test,
            forget,
            choice.estimation(),
            method.baseline(),
            search.search(),
            loading.reading(),
            subject.run.compute());
    if (dryRun) {
      return CostText.show(tbar(tbar -> List.of(tbar.cost(task))), json, out());
    }
    CleanResult done = run(task, output.out, output.force);
    tracking.write(done.record(), output.out);
    Outcome.show(done.record(), json, output.out, console());
    return suspect.finish(this, done);
  }
}
