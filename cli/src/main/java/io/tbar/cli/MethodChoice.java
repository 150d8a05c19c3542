package io.tbar.cli;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.defence.Defence;
import io.tbar.defence.Method;
import io.tbar.defence.MethodOptions;
import io.tbar.defence.Methods;
import io.tbar.defence.TbarDefence;
import io.tbar.method.CleaningOptions;
import io.tbar.text.Templates;
import io.tbar.train.Recipe;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which method cleans, and what the baselines may be told. What is not given follows the method.
 */
final class MethodChoice {
  @Option(
      names = "--method",
      paramLabel = "NAME",
      defaultValue = "tbar",
      description =
          "tbar, finetune, finetune-head, cleanclip, roclip, gradient-ascent, decree-finetune, par,"
              + " wise-ft, repair or salun (default: ${DEFAULT-VALUE}).")
  String name;

  @Option(
      names = "--pairs",
      paramLabel = "DATA",
      description =
          "Clean image-caption pairs, for methods that train on them (default: the images drawn from"
              + " --images, with their captions or classes).")
  @Nullable String pairs;

  @Option(
      names = "--base",
      paramLabel = "MODEL",
      description = "The clean checkpoint that the suspect was trained from, for wise-ft.")
  @Nullable Path base;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over its data, for methods that train (default: the method's).")
  @Nullable Integer epochs;

  @Option(
      names = "--train-batch",
      paramLabel = "N",
      description = "Images or pairs a training step (default: the method's).")
  @Nullable Integer batch;

  @Option(
      names = "--chunk",
      paramLabel = "N",
      defaultValue = "32",
      description =
          "Pairs in memory at a time, for methods that train on pairs (default: ${DEFAULT-VALUE}).")
  int chunk;

  @Option(
      names = "--caption-templates",
      paramLabel = "NAME|FILE",
      defaultValue = "simple",
      description = "Prompts for pairs with a class and no caption (default: ${DEFAULT-VALUE}).")
  String templates;

  @Option(
      names = "--no-stop",
      description = "Let gradient-ascent run for all of its steps, whatever happens.")
  boolean noStop;

  @Option(
      names = "--mix",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description = "Share of the suspect in wise-ft (default: ${DEFAULT-VALUE}).")
  double mix;

  @Option(
      names = "--density",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description = "Share of the weights that salun lets move (default: ${DEFAULT-VALUE}).")
  double density;

  /**
   * @param estimating of TBAR; its learning rate is the method's, too
   */
  Defence defence(EstimatorChoice estimating, CleaningOptions options, ClipConfig config) {
    Method method = Methods.named(name);
    if (method.name().equals("tbar")) {
      if (epochs != null || batch != null || noStop) {
        throw TbarException.usage(
            "%s does not go with --method tbar, which takes --steps and --forget-batch.",
            epochs != null ? "--epochs" : batch != null ? "--train-batch" : "--no-stop");
      }
      return new TbarDefence(options);
    }
    MethodOptions defaults =
        pairs == null
            ? Methods.defaults(method, config, options.forgetImages())
            : Methods.defaults(method, config);
    Recipe recipe = defaults.recipe().withSeed(options.seed());
    recipe = epochs == null ? recipe : recipe.withEpochs(epochs);
    recipe = batch == null ? recipe : recipe.withBatch(batch);
    Double rate = estimating.learningRate;
    recipe = rate == null ? recipe : recipe.withLearningRate(rate);
    return Methods.of(
        method,
        defaults
            .withRecipe(recipe)
            .withChunk(Checks.positive("--chunk", chunk))
            .withTemplates(Templates.of(templates).prompts())
            .withStopRules(!noStop)
            .withMix(Checks.share("--mix", mix))
            .withDensity(density)
            .withKeep(options.search().keep()));
  }
}
