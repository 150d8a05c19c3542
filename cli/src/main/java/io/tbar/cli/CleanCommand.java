package io.tbar.cli;

import io.tbar.checkpoint.ClipConfig;
import io.tbar.method.CleaningOptions;
import io.tbar.method.VectorEstimator;
import io.tbar.result.RunRecord;
import io.tbar.run.CleanCost;
import io.tbar.run.CleanRun;
import io.tbar.run.CostEstimate;
import io.tbar.run.Subject;
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
    Subject.Named named = suspect.named(subject, test, choice.paper());
    CleanRun.Inputs inputs =
        new CleanRun.Inputs(images, validation, test, method.pairs, method.base);
    if (dryRun) {
      CostEstimate cost =
          withProgress(progress -> CleanCost.of(named, inputs, this::plan, progress));
      return CostText.show(List.of(cost), json, out());
    }
    RunRecord run =
        withProgress(
            progress ->
                CleanRun.run(named, inputs, this::plan, output.out, output.force, progress));
    tracking.write(run, output.out);
    Outcome.show(run, json, output.out, console());
    return suspect.finish(this, run);
  }

  private CleanRun.Plan plan(ClipConfig config) {
    long seed = subject.run.seed;
    VectorEstimator estimator =
        suspect.controlled(choice.estimator(config, seed, suspect.searches()));
    CleaningOptions options =
        CleaningOptions.with(estimator, choice.rounds(suspect.searches()))
            .withSearch(
                search.options().withFurthest(suspect.isInferred()).withRule(estimator.rule()))
            .withImages(
                forget, search.validationImages(), CleaningOptions.forModel(config).testImages())
            .withSeed(seed)
            .withLoading(loading.toLoadOptions());
    return new CleanRun.Plan(
        method.defence(choice, options, config), options, suspect.judge(subject, loading, test));
  }
}
