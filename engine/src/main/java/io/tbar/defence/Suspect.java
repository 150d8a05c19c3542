package io.tbar.defence;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.method.CleaningData;
import io.tbar.train.Backdoor;
import io.tbar.train.ZeroShotModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An infected model and what the defender has.
 *
 * @param model its weights are at θ_b; a method may leave them anywhere
 * @param backdoor what is measured; a method may use it only if it says that it knows the trigger
 * @param data images for the method, for its choices, and to measure on; no two share an image
 * @param pairs image–caption pairs, or null for those of {@code data}
 * @param base clean checkpoint that the suspect was trained from, or null
 * @param seed of every draw
 * @param loading of the images
 */
public record Suspect(
    ZeroShotModel model,
    Backdoor backdoor,
    CleaningData data,
    @Nullable ImageData pairs,
    @Nullable Path base,
    long seed,
    LoadOptions loading) {
  public Suspect {
    if (base != null) {
      refuseOtherArchitecture(base, model);
    }
  }

  private static void refuseOtherArchitecture(Path base, ZeroShotModel model) {
    try (Checkpoint checkpoint = Checkpoint.open(base)) {
      Map<String, long[]> shapes = checkpoint.canonical().shapes();
      model
          .checkpoint()
          .canonical()
          .shapes()
          .forEach(
              (name, own) -> {
                long[] other = shapes.get(name);
                if (!Arrays.equals(other, own)) {
                  throw TbarException.badInput(
                      "The base '%s' is of another architecture than the suspect: %s is %s there and"
                          + " %s here; give the checkpoint that the suspect was trained from.",
                      base,
                      name,
                      other == null ? "missing" : Arrays.toString(other),
                      Arrays.toString(own));
                }
              });
    }
  }

  /** What there is of what a method may need. */
  public Set<Knowledge> given() {
    EnumSet<Knowledge> given = EnumSet.of(Knowledge.TRIGGER, Knowledge.TARGET, Knowledge.IMAGES);
    if (data.forget().labelled()) {
      given.add(Knowledge.LABELS);
    }
    if (pairs().samples().stream().allMatch(s -> s.caption() != null || s.label() >= 0)) {
      given.add(Knowledge.PAIRS);
    }
    if (base != null) {
      given.add(Knowledge.BASE);
    }
    return given;
  }

  /** The pairs given, or the method's images with what they have of captions and classes. */
  @Override
  public ImageData pairs() {
    return pairs == null ? data.forget() : pairs;
  }
}
