package io.tbar.train;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.CanonicalTensors;
import io.tbar.checkpoint.ClipConfig;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which tensors move: of the image tower, unless the text tower is named. The head and logit_scale
 * never do, nor do the running statistics of batch normalisation: a ResNet is trained as it is
 * evaluated, so that a task vector says all that changed.
 *
 * @param description as the user gave it, for records
 * @param pattern over whole canonical names
 */
public record TrainedTensors(String description, Pattern pattern) {
  /** All of them but running statistics. */
  public static TrainedTensors imageTower() {
    return new TrainedTensors("image", Pattern.compile("visual\\..*"));
  }

  /** The text tower. */
  public static TrainedTensors textTower() {
    return new TrainedTensors("text", Pattern.compile("(?!visual\\.|logit_scale).*"));
  }

  /** Both towers. */
  public static TrainedTensors bothTowers() {
    return new TrainedTensors("both", Pattern.compile("(?!logit_scale).*"));
  }

  /** Whether tensors of the text tower may be among them. */
  public boolean movesText() {
    return pattern.matcher("text_projection").matches();
  }

  /**
   * The last blocks (of a ResNet the last stages) with what follows them. The blocks before them
   * need no gradient.
   *
   * @param count 1 to the number of blocks
   */
  public static TrainedTensors lastBlocks(ClipConfig config, int count) {
    int layers = config.vision().layers();
    if (count < 1 || count > layers) {
      throw TbarException.usage(
          "The last %d blocks are asked for, but the image tower has %d: give 1 to %d.",
          count, layers, layers);
    }
    boolean resnet = config.vision().isResNet();
    StringBuilder blocks = new StringBuilder();
    for (int i = layers - count; i < layers; i++) {
      blocks.append(resnet ? i + 1 : i).append(i + 1 < layers ? "|" : "");
    }
    if (resnet) {
      return new TrainedTensors(
          "last:" + count, Pattern.compile("visual\\.(layer(" + blocks + ")\\..*|attnpool\\..*)"));
    }
    return new TrainedTensors(
        "last:" + count,
        Pattern.compile(
            "visual\\.(transformer\\.resblocks\\.(" + blocks + ")\\..*|ln_post\\..*|proj)"));
  }

  /** Those whose canonical (OpenCLIP) name contains a match. */
  public static TrainedTensors matching(String regex) {
    try {
      return new TrainedTensors(regex, Pattern.compile("(?=visual\\.).*(?:" + regex + ").*"));
    } catch (PatternSyntaxException e) {
      throw TbarException.usage("\"%s\" is no regular expression: %s.", regex, e.getDescription());
    }
  }

  /**
   * "image", "last:N" or a regular expression over canonical names.
   *
   * @param text as on the command line
   */
  public static TrainedTensors parse(String text, ClipConfig config) {
    if (text.equals("image")) {
      return imageTower();
    }
    if (text.matches("last:\\d{1,4}")) {
      return lastBlocks(config, Integer.parseInt(text.substring(5)));
    }
    return matching(text);
  }

  /**
   * The names that move, in the given order.
   *
   * @throws TbarException USAGE where none does
   */
  public List<String> of(Iterable<String> canonicalNames) {
    List<String> names = new java.util.ArrayList<>();
    for (String name : canonicalNames) {
      if (!CanonicalTensors.isStatistic(name) && pattern.matcher(name).matches()) {
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      throw TbarException.usage(
          "No tensor of the image tower matches \"%s\"; names look like"
              + " \"visual.transformer.resblocks.0.mlp.c_fc.weight\".",
          description);
    }
    return names;
  }
}
