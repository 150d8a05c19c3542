package io.tbar.defence;

import static io.tbar.defence.Knowledge.BASE;
import static io.tbar.defence.Knowledge.IMAGES;
import static io.tbar.defence.Knowledge.LABELS;
import static io.tbar.defence.Knowledge.PAIRS;
import static io.tbar.defence.Knowledge.TARGET;
import static io.tbar.defence.Knowledge.TRIGGER;

import io.tbar.base.Nearest;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.train.Augmentation;
import io.tbar.train.Recipe;
import java.util.List;
import java.util.Set;

/** The methods by name, with what each must know and its default settings. */
public final class Methods {
  static final Method TBAR =
      new Method(
          "tbar",
          "Estimates the trigger's task vector and subtracts it.",
          Set.of(TRIGGER, TARGET, IMAGES),
          "image tower by default; text tower or both by --scope",
          "the coefficient with the lowest attack success among those that keep the accuracy",
          "arXiv 2510.14845");
  static final Method FINETUNE =
      new Method(
          "finetune",
          "Goes on training both towers contrastively on clean pairs.",
          Set.of(PAIRS),
          "all",
          "fixed epochs",
          "plain CLIP fine-tuning, the recipe of CleanCLIP without its second term");
  static final Method FINETUNE_HEAD =
      new Method(
          "finetune-head",
          "Fine-tunes the image tower under the zero-shot head on labelled clean images.",
          Set.of(LABELS),
          "image tower",
          "fixed epochs",
          "the supervised variant in CleanCLIP's code");
  static final Method CLEANCLIP =
      new Method(
          "cleanclip",
          "Fine-tunes on clean pairs with a second loss that draws each picture and each caption"
              + " to an augmented copy of itself.",
          Set.of(PAIRS),
          "all",
          "fixed epochs",
          "arXiv 2303.03323");
  static final Method ROCLIP =
      new Method(
          "roclip",
          "Fine-tunes on clean pairs; every other epoch a picture is matched with the nearest"
              + " caption of a pool in place of its own.",
          Set.of(PAIRS),
          "all",
          "fixed epochs",
          "arXiv 2303.06854, a defence of pretraining, here as a fine-tuning");
  static final Method GRADIENT_ASCENT =
      new Method(
          "gradient-ascent",
          "Trains triggered images away from the target.",
          Set.of(TRIGGER, TARGET, IMAGES),
          "image tower",
          "attack success at most 1 %, accuracy below the bound, or the target's mean probability"
              + " below chance; with --no-stop fixed steps",
          "negative-gradient unlearning");
  static final Method DECREE_FINETUNE =
      new Method(
          "decree-finetune",
          "Inverts a trigger from clean images, then fine-tunes with true labels on images that"
              + " carry it.",
          Set.of(LABELS),
          "image tower",
          "fixed epochs",
          "arXiv 2303.15180 with the repair of Neural Cleanse");
  static final Method PAR =
      new Method(
          "par",
          "Drives both embeddings away from the suspect's own on noisy pictures while it fine-tunes"
              + " on clean pairs.",
          Set.of(PAIRS),
          "all but the logit scale",
          "fixed epochs",
          "arXiv 2412.00727");
  static final Method WISE_FT =
      new Method(
          "wise-ft",
          "Mixes the suspect's weights with those it was trained from.",
          Set.of(BASE),
          "all",
          "a given share; the whole sweep is reported",
          "arXiv 2109.01903");
  static final Method REPAIR =
      new Method(
          "repair",
          "Fine-tunes on images with and without the trigger, both with their true labels.",
          Set.of(TRIGGER, LABELS),
          "image tower",
          "fixed epochs",
          "the repair of Neural Cleanse");
  static final Method SALUN =
      new Method(
          "salun",
          "Trains triggered images towards random other labels, only where the weights matter most"
              + " for the backdoor, with clean images to keep.",
          Set.of(TRIGGER, TARGET, LABELS),
          "the most salient half of the image tower",
          "fixed epochs",
          "arXiv 2310.12508");

  /** All, TBAR first. */
  public static final List<Method> ALL =
      List.of(
          TBAR,
          FINETUNE,
          FINETUNE_HEAD,
          CLEANCLIP,
          ROCLIP,
          GRADIENT_ASCENT,
          DECREE_FINETUNE,
          PAR,
          WISE_FT,
          REPAIR,
          SALUN);

  private static final int SMALL = 512;
  private static final int LEAST_STEPS = 40;
  private static final int MOST_ASCENT = 100;
  private static final int LEAST_BATCH = 16;

  private Methods() {}

  /**
   * A method by name.
   *
   * @throws TbarException USAGE naming the nearest where there is none
   */
  public static Method named(String name) {
    List<String> names = ALL.stream().map(Method::name).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      throw TbarException.usage(
          "There is no method \"%s\"; did you mean \"%s\"? All: %s.",
          name, Nearest.of(name, names), String.join(", ", names));
    }
    return ALL.get(index);
  }

  /**
   * Default settings of a method that trains: its paper's where the towers have CLIP's own sizes,
   * ten times the rate in small ones, as for everything else here. Accuracy bound 0.95, mix 0.5,
   * density 0.5.
   */
  public static MethodOptions defaults(Method method, ClipConfig config) {
    boolean small = config.vision().channels() < SMALL;
    double times = small ? 10 : 1;
    Augmentation mirror = new Augmentation(0, true);
    Recipe recipe =
        switch (method.name()) {
          case "par" -> new Recipe(3e-5 * (small ? 5 : 1), 4, 256, 1e-4, 0, 1, mirror, 0);
          case "gradient-ascent" ->
              new Recipe(5e-6 * times, 5, 64, 0, 0.1, 1, Augmentation.NONE, 0);
          case "repair", "decree-finetune" -> new Recipe(1e-5 * times, 3, 64, 0, 0.1, 1, mirror, 0);
          case "salun" -> new Recipe(1e-5 * times, 5, 64, 0, 0.1, 1, mirror, 0);
          default -> new Recipe(1e-5 * times, 10, 64, 0.1, 0.1, 1, mirror, 0);
        };
    return new MethodOptions(recipe, 32, true, 0.5, 0.5, List.of("a photo of a {}."), 0.95);
  }

  /**
   * Default settings for a small budget. The recipes are made for 5,000 to 250,000 images: where
   * few make less than {@value #LEAST_STEPS} steps, the method would hardly move, and a comparison
   * with it would say nothing. The batch is then at most a quarter of the images (of 16 and more),
   * and the epochs are as many as make these steps; gradient ascent, which its rules end, gets
   * {@value #MOST_ASCENT}.
   *
   * @param images that the method trains on, or captioned pairs
   */
  public static MethodOptions defaults(Method method, ClipConfig config, int images) {
    MethodOptions options = defaults(method, config);
    Recipe recipe = options.recipe();
    int least = method.name().equals("gradient-ascent") ? MOST_ASCENT : LEAST_STEPS;
    int batch = Math.min(recipe.batch(), Math.max(LEAST_BATCH, images / 4));
    // Incomplete batches are dropped by the methods that train on pairs.
    int perEpoch = Math.max(1, images / batch);
    int epochs = Math.max(recipe.epochs(), (least + perEpoch - 1) / perEpoch);
    return options.withRecipe(recipe.withBatch(batch).withEpochs(epochs));
  }

  /** A method with settings; TBAR has settings of its own, see {@link TbarDefence}. */
  public static Defence of(Method method, MethodOptions options) {
    return switch (method.name()) {
      case "finetune", "cleanclip", "roclip", "par" -> PairDefences.of(method, options);
      case "finetune-head" -> HeadDefences.finetune(options);
      case "repair" -> HeadDefences.repair(options);
      case "decree-finetune" -> HeadDefences.inverted(options);
      case "gradient-ascent" -> GradientAscent.of(options);
      case "salun" -> Salun.of(options);
      case "wise-ft" -> WiseFt.of(options);
      default -> throw new IllegalArgumentException(method.name());
    };
  }
}
