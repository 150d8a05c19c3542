package io.tbar;

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

/**
 * Which method cleans, and what methods other than TBAR are given. What is null follows the method.
 *
 * @param method "tbar" or one of the baselines of docs/methods.md
 * @param pairs clean image–caption pairs, or null for the method's images
 * @param base clean checkpoint that the suspect was trained from, or null
 * @param epochs passes over its data
 * @param trainBatch images or pairs a training step
 * @param chunk pairs in memory at a time, at least 1
 * @param captionTemplates prompts for pairs with a class and no caption
 * @param noStop whether gradient ascent goes through all of its steps
 * @param mix share of the suspect in wise-ft, in [0, 1]
 * @param density share of the weights that salun lets move, in (0, 1]
 */
public record Baseline(
    String method,
    @Nullable String pairs,
    @Nullable Path base,
    @Nullable Integer epochs,
    @Nullable Integer trainBatch,
    int chunk,
    String captionTemplates,
    boolean noStop,
    double mix,
    double density) {
  private static final String TBAR = "tbar";

  public Baseline {
    Methods.named(method);
    if (method.equals(TBAR) && (epochs != null || trainBatch != null || noStop)) {
      throw TbarException.usage(
          "%s does not go with --method tbar, which takes --steps and --forget-batch.",
          epochs != null ? "--epochs" : trainBatch != null ? "--train-batch" : "--no-stop");
    }
    if (chunk < 1) {
      throw TbarException.usage("--chunk is %d; give at least 1.", chunk);
    }
    if (!(mix >= 0 && mix <= 1)) {
      throw TbarException.usage("--mix is %s; give a share from 0 to 1.", mix);
    }
  }

  /** TBAR itself. */
  public static Baseline none() {
    return of(TBAR);
  }

  /** A method with its defaults. */
  public static Baseline of(String method) {
    return new Baseline(method, null, null, null, null, 32, "simple", false, 0.5, 0.5);
  }

  private boolean isTbar() {
    return method.equals(TBAR);
  }

  private MethodOptions options(
      CleaningOptions cleaning, @Nullable Double rate, ClipConfig config) {
    Method named = Methods.named(method);
    MethodOptions defaults =
        pairs == null
            ? Methods.defaults(named, config, cleaning.forgetImages())
            : Methods.defaults(named, config);
    Recipe recipe = defaults.recipe().withSeed(cleaning.seed());
    recipe = epochs == null ? recipe : recipe.withEpochs(epochs);
    recipe = trainBatch == null ? recipe : recipe.withBatch(trainBatch);
    recipe = rate == null ? recipe : recipe.withLearningRate(rate);
    return defaults
        .withRecipe(recipe)
        .withChunk(chunk)
        .withTemplates(Templates.of(captionTemplates).prompts())
        .withStopRules(!noStop)
        .withMix(mix)
        .withDensity(density)
        .withKeep(cleaning.search().keep());
  }

  /**
   * @param rate peak learning rate, or null for the method's
   */
  Defence defence(CleaningOptions cleaning, @Nullable Double rate, ClipConfig config) {
    return isTbar()
        ? new TbarDefence(cleaning)
        : Methods.of(Methods.named(method), options(cleaning, rate, config));
  }

  /** The same with what was left to the method filled in, for records. */
  Baseline inForce(CleaningOptions cleaning, @Nullable Double rate, ClipConfig config) {
    if (isTbar()) {
      return this;
    }
    Recipe recipe = options(cleaning, rate, config).recipe();
    return new Baseline(
        method,
        pairs,
        base,
        recipe.epochs(),
        recipe.batch(),
        chunk,
        captionTemplates,
        noStop,
        mix,
        density);
  }
}
