package io.tbar.invert;

/**
 * Images through a tower.
 *
 * @param forward all of them
 * @param backward those that a gradient came back from
 */
public record Passes(long forward, long backward) {
  public static final Passes NONE = new Passes(0, 0);

  /** Images that are only looked at. */
  public static Passes seen(long images) {
    return new Passes(images, 0);
  }

  /** Images with their gradient. */
  public static Passes both(long images) {
    return new Passes(images, images);
  }

  public Passes plus(Passes other) {
    return new Passes(forward + other.forward, backward + other.backward);
  }

  public Passes times(long factor) {
    return new Passes(factor * forward, factor * backward);
  }

  /** Forward and backward counted apart. */
  public long all() {
    return forward + backward;
  }
}
