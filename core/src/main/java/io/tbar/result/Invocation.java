package io.tbar.result;

import java.util.List;

/**
 * The words of the command line that this process works on, so that every record says how to do its
 * run again. A library's caller has none.
 */
public final class Invocation {
  private static volatile List<String> words = List.of();

  private Invocation() {}

  /**
   * Sets the words from now on.
   *
   * @param now command and options, without the place of the output
   * @return those before
   */
  public static List<String> set(List<String> now) {
    List<String> before = words;
    words = List.copyOf(now);
    return before;
  }

  static List<String> words() {
    return words;
  }
}
