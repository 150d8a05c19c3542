package io.tbar.base;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Where every random number of the project comes from.
 *
 * <p>A generator is made for (seed, name of the stream, further numbers such as a sample's index).
 * Streams do not influence one another: drawing more data leaves the triggers as they were. The
 * numbers are the same on every machine and JDK.
 */
public final class Seeds {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Seeds() {}

  /**
   * @param seed what the user gave
   * @param stream what the numbers are for ("trigger-place", "data-order")
   * @param more further coordinates: sample, epoch
   */
  public static SplittableRandom of(long seed, String stream, long... more) {
    return new SplittableRandom(mix(seed, stream, more));
  }

  /** The seed that {@link #of} starts from, for generators of other libraries. */
  public static long mix(long seed, String stream, long... more) {
    long name = FNV_OFFSET;
    for (byte b : stream.getBytes(StandardCharsets.UTF_8)) {
      name = (name ^ (b & 0xff)) * FNV_PRIME;
    }
    long state = scramble(scramble(seed) + name);
    for (long value : more) {
      state = scramble(state + scramble(value));
    }
    return state;
  }

  /**
   * A draw from the standard normal distribution. Not the JDK's own, whose algorithm changed
   * between releases; StrictMath because Math may differ in the last bit.
   */
  public static double gaussian(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  /** The finaliser of SplitMix64 after one step: neighbours come out unrelated. */
  private static long scramble(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
