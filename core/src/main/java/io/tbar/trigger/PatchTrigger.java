package io.tbar.trigger;

import io.tbar.base.Seeds;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Lays one stored picture over a part of the image (BadNet, Gu et al. 2017). */
final class PatchTrigger extends DeclaredTrigger {
  private final @Nullable Overlay patch;
  private final Place place;
  private final LongFunction<Overlay> other;

  /**
   * @param patch null to draw another for each sample
   * @param other a patch of this size and make but of other noise, by sample
   */
  PatchTrigger(
      TriggerSpec spec,
      int size,
      @Nullable Overlay patch,
      Place place,
      LongFunction<Overlay> other) {
    super(spec, size);
    this.patch = patch;
    this.place = place;
    this.other = other;
  }

  @Override
  void draw(float[] chw, long sample) {
    Overlay drawn = patch == null ? other.apply(sample) : patch;
    int[] corner = place.topLeft(size(), drawn.height(), drawn.width(), sample);
    drawn.draw(chw, size(), corner[0], corner[1]);
  }

  @Override
  public Optional<Trigger> decoy() {
    return patch == null ? Optional.empty() : Optional.of(new Decoy(spec(), size(), patch));
  }

  /**
   * Other noise at the same place or, for one half of the samples where the place is fixed, the
   * same noise at another place.
   */
  private final class Decoy extends DeclaredTrigger {
    private final Overlay own;

    Decoy(TriggerSpec spec, int size, Overlay own) {
      super(spec, size);
      this.own = own;
    }

    @Override
    void draw(float[] chw, long sample) {
      SplittableRandom random = Seeds.of(spec().seed(), "trigger-decoy", sample);
      int[] corner = place.topLeft(size(), own.height(), own.width(), sample);
      if (!place.isRandom() && random.nextBoolean() && hasRoom(corner)) {
        int[] elsewhere = corner;
        while (!apart(corner, elsewhere)) {
          elsewhere =
              new int[] {
                random.nextInt(size() - own.height() + 1), random.nextInt(size() - own.width() + 1)
              };
        }
        own.draw(chw, size(), elsewhere[0], elsewhere[1]);
      } else {
        other.apply(sample).draw(chw, size(), corner[0], corner[1]);
      }
    }

    /** At least half a patch from each other, so that the one does not pass for the other. */
    private boolean apart(int[] a, int[] b) {
      return 2 * Math.abs(a[0] - b[0]) >= own.height() || 2 * Math.abs(a[1] - b[1]) >= own.width();
    }

    private boolean hasRoom(int[] corner) {
      int rows = size() - own.height();
      int columns = size() - own.width();
      return apart(corner, new int[] {corner[0] * 2 < rows ? rows : 0, corner[1]})
          || apart(corner, new int[] {corner[0], corner[1] * 2 < columns ? columns : 0});
    }
  }
}
