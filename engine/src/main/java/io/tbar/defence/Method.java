package io.tbar.defence;

import io.tbar.base.TbarException;
import java.util.EnumSet;
import java.util.Set;

/**
 * A method as data: its name, what it must know, what it changes.
 *
 * @param name as on the command line
 * @param summary what it does, one sentence
 * @param needs what it must be told; the trigger may be given to others too, to measure with
 * @param changes which weights move
 * @param ends how it decides that it is done
 * @param source where it comes from
 */
public record Method(
    String name, String summary, Set<Knowledge> needs, String changes, String ends, String source) {
  public Method {
    needs = Set.copyOf(needs);
  }

  /** What it must know, in the order of {@link Knowledge}. */
  public Set<Knowledge> inOrder() {
    return needs.isEmpty() ? EnumSet.noneOf(Knowledge.class) : EnumSet.copyOf(needs);
  }

  /**
   * Refuses a method that is not given what it needs.
   *
   * @throws TbarException BAD_INPUT with the first thing missing and where to give it
   */
  public void require(Set<Knowledge> given) {
    for (Knowledge need : inOrder()) {
      if (!given.contains(need)) {
        throw TbarException.badInput(
            "The method %s needs %s: %s.", name, need.text(), need.remedy());
      }
    }
  }
}
