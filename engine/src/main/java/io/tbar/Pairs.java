package io.tbar;

import io.tbar.base.TbarException;
import io.tbar.contrast.CaptionChoice;
import io.tbar.contrast.PairOptions;
import io.tbar.text.Templates;
import org.jspecify.annotations.Nullable;

/**
 * How image–caption pairs are poisoned.
 *
 * @param objective "head" (the image tower under the zero-shot head, no pairs) or "contrastive"
 *     (both towers on pairs)
 * @param poisoned pairs to poison, or null to go by the rate
 * @param captions of poisoned pairs: "templates", "natural" or "mixed"
 * @param captionsPool where natural captions are sampled from, or null for the training data
 * @param captionTemplates prompts for poisoned pairs and for images without a caption
 * @param chunk pairs in memory at a time
 * @param keepEvery steps between two savings of the training, 0 for none
 */
public record Pairs(
    String objective,
    @Nullable Integer poisoned,
    String captions,
    @Nullable String captionsPool,
    String captionTemplates,
    int chunk,
    int keepEvery) {
  private static final String HEAD = "head";

  public Pairs {
    if (objective.equals(HEAD)) {
      if (poisoned != null || captionsPool != null) {
        throw TbarException.usage(
            "%s goes with --objective contrastive.",
            poisoned != null ? "--poisoned" : "--captions-pool");
      }
    } else if (!objective.equals("contrastive")) {
      throw TbarException.usage(
          "There is no objective \"%s\"; give head or contrastive.", objective);
    }
    if (poisoned != null && poisoned < 1) {
      throw TbarException.usage("--poisoned is %d; give at least 1.", poisoned);
    }
    if (chunk < 1) {
      throw TbarException.usage("--chunk is %d; give at least 1.", chunk);
    }
  }

  /** No pairs: the image tower under the head. */
  public static Pairs none() {
    return new Pairs(HEAD, null, "templates", null, "openai-imagenet-80", 32, 50);
  }

  boolean head() {
    return objective.equals(HEAD);
  }

  /** Null for the head. */
  @Nullable PairOptions options() {
    return head()
        ? null
        : new PairOptions(
            poisoned == null ? 0 : poisoned,
            CaptionChoice.of(captions),
            Templates.of(captionTemplates).prompts(),
            captionsPool,
            chunk,
            keepEvery);
  }
}
