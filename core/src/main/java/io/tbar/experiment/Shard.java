package io.tbar.experiment;

import io.tbar.base.TbarException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A share of a plan.
 *
 * @param index from 0
 * @param count how many shares there are, from 1
 */
public record Shard(int index, int count) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  /**
   * @throws TbarException USAGE where the text is not I/N with 0 ≤ I &lt; N
   */
  public static Shard parse(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      int index = Integer.parseInt(form.group(1));
      int count = Integer.parseInt(form.group(2));
      if (index < count) {
        return new Shard(index, count);
      }
    }
    throw TbarException.usage(
        "--shard %s: give I/N, such as 0/3, 1/3 and 2/3 for three nodes; I counts from 0.", text);
  }

  /** Whether the item of this number, from 0, is of this share. */
  public boolean has(int number) {
    return number % count == index;
  }
}
