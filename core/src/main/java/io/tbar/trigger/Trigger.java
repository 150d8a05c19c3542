package io.tbar.trigger;

import io.tbar.image.Pixels;
import java.util.Optional;

/**
 * A backdoor's trigger. Pure: the same (pixels, sample) always gives the same picture; may be used
 * by several threads at once. Made by {@link Triggers#parse}.
 *
 * <p>Works on 8-bit pixels of the model's grid, after resize and crop; the result is clamped and
 * rounded to 8 bits, so that what is measured could be a real picture.
 */
public interface Trigger {
  /** Short name, as on the command line ("badnet", "blended", …). */
  String name();

  /**
   * The same picture with the trigger on it.
   *
   * @param clean left as it is
   * @param sample number that per-image randomness (noise, place) is drawn from, together with the
   *     trigger's own seed
   */
  Pixels apply(Pixels clean, long sample);

  /**
   * Something close to the trigger that must not act as one: pictures with it keep their label in
   * poisoned training where cover samples are asked for, so that the model learns this very
   * trigger. Patches that are stored have one (other noise at the same place, or the same noise at
   * another place), and WaNet (the noise mode of its authors: another warp for each picture).
   */
  default Optional<Trigger> decoy() {
    return Optional.empty();
  }
}
