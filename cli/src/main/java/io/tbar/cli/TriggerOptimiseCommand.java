package io.tbar.cli;

import io.tbar.attack.PatchOptions;
import io.tbar.base.TbarException;
import io.tbar.result.RunRecord;
import io.tbar.run.TriggerOptimiseRun;
import io.tbar.run.TriggerOptimiseRun.Attack;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Optimises a trigger against a model. */
@Command(
    name = "optimise",
    header = "Optimise a patch against a model: BadCLIP's, or BadMerging's universal trigger.",
    description =
        "Writes a folder: trigger.json (taken wherever a trigger is), trigger.png, loss.csv,"
            + " result.json and report.html with the patch's effect on the model as it is.",
    footer = {
      "",
      "Example:",
      "  tbar trigger optimise badclip model --data train.tar --classes classes.txt --target"
          + " airplane --out badclip"
    })
final class TriggerOptimiseCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "ATTACK", description = "badclip or badmerging.")
  String attack;

  @Parameters(
      index = "1",
      paramLabel = "MODEL",
      description = "The clean checkpoint that the patch is optimised against.")
  java.nio.file.Path model;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration of a bare .safetensors file.")
  java.nio.file.@Nullable Path config;

  @Mixin RunOptions run;

  @Option(
      names = "--classes",
      required = true,
      paramLabel = "FILE",
      description = "Class names, one a line.")
  java.nio.file.Path classes;

  @Option(
      names = "--templates",
      paramLabel = "NAME|FILE",
      defaultValue = "simple",
      description = "Prompts of the zero-shot head (default: ${DEFAULT-VALUE}).")
  String templates;

  @Option(
      names = "--captions",
      paramLabel = "NAME|FILE",
      defaultValue = "openai-imagenet-80",
      description =
          "With badclip: prompts that make captions of the target (default: ${DEFAULT-VALUE}).")
  String captions;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "LABEL",
      description = "The class that the patch is to lead to.")
  String target;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description = "Labelled images, of the target (badclip) and of other classes.")
  String data;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "2000",
      description = "At most so many images to optimise on (default: ${DEFAULT-VALUE}).")
  int count;

  @Option(
      names = "--held-out",
      paramLabel = "N",
      defaultValue = "500",
      description = "At most so many other images to measure on (default: ${DEFAULT-VALUE}).")
  int heldOut;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Side of the patch in pixels at 224 (badclip 16, badmerging 22).")
  @Nullable Integer size;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "400",
      description = "Steps of the optimiser (default: ${DEFAULT-VALUE}).")
  int steps;

  @Option(
      names = "--patch-batch",
      paramLabel = "N",
      defaultValue = "64",
      description = "Images a step (default: ${DEFAULT-VALUE}).")
  int batch;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      defaultValue = "0.02",
      description =
          "Learning rate on pixels in [0, 1] (default: ${DEFAULT-VALUE}; the public code of BadCLIP"
              + " takes 0.001 and 7,800 steps).")
  double learningRate;

  @Mixin LoadingOptions loading;
  @Mixin OutputOptions output;

  @Option(names = "--json", description = "Print the record as JSON.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    Attack which =
        switch (attack.toLowerCase(Locale.ROOT)) {
          case "badclip" -> Attack.BADCLIP;
          case "badmerging" -> Attack.BADMERGING;
          default ->
              throw TbarException.usage(
                  "There is no attack \"%s\" to optimise a trigger for; give badclip or badmerging.",
                  attack);
        };
    PatchOptions usual =
        which == Attack.BADCLIP ? PatchOptions.badClip() : PatchOptions.badMerging();
    PatchOptions patch =
        new PatchOptions(
            size == null ? usual.side() : size,
            usual.place(),
            steps,
            batch,
            learningRate,
            run.seed);
    TriggerOptimiseRun.Options options =
        new TriggerOptimiseRun.Options(
            which,
            target,
            captions,
            patch,
            Checks.positive("--count", count),
            Checks.positive("--held-out", heldOut),
            loading.toLoadOptions());
    io.tbar.run.Subject.Named named =
        new io.tbar.run.Subject.Named(
            model, config, classes, templates, null, null, run.batch, run.threads);
    RunRecord record =
        withProgress(
            progress ->
                TriggerOptimiseRun.run(named, data, options, output.out, output.force, progress));
    Outcome.show(record, json, null, console());
    console().err().printf("Wrote %s.%n", output.out.resolve(TriggerOptimiseRun.TRIGGER));
    return OK;
  }
}
