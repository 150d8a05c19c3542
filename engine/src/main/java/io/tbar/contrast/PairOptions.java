package io.tbar.contrast;

import io.tbar.base.TbarException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How image–caption pairs are poisoned, besides what every poisoning has.
 *
 * @param poisoned pairs that carry the trigger, or 0 to go by the rate
 * @param captions where their captions come from
 * @param templates prompts with {@code {}} for them, and for pairs that have only a class
 * @param pool data set whose captions natural ones are sampled from; null takes the training data
 * @param chunk pairs whose graph is held at a time
 * @param keepEvery steps between two savings of the training, or 0 for none
 */
public record PairOptions(
    int poisoned,
    CaptionChoice captions,
    List<String> templates,
    @Nullable String pool,
    int chunk,
    int keepEvery) {
  public PairOptions {
    templates = List.copyOf(templates);
    if (poisoned < 0 || chunk < 1 || keepEvery < 0) {
      throw TbarException.usage(
          "%d poisoned pairs, chunks of %d and a saving every %d steps cannot be; give a count, a"
              + " chunk of at least 1, and 0 for no saving.",
          poisoned, chunk, keepEvery);
    }
  }

  /** Everything, for records. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("objective", "contrastive");
    map.put("captions", captions.text());
    map.put("chunk", chunk);
    return map;
  }
}
