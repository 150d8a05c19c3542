package io.tbar.experiment;

import io.tbar.base.JsonObject;
import io.tbar.base.Nearest;
import io.tbar.base.TbarException;
import java.util.Collection;

/** Refuses what a file says and nobody reads: a misspelt key would otherwise do nothing. */
public final class Keys {
  private Keys() {}

  /**
   * @throws TbarException BAD_INPUT where the object has a key that is not known, naming the
   *     nearest
   */
  public static void check(JsonObject object, Collection<String> known) {
    for (String key : object.keys()) {
      if (!known.contains(key)) {
        throw TbarException.badInput(
            "'%s': there is no key '%s'; the nearest is '%s'.",
            object.origin(), object.where(key), Nearest.of(key, known));
      }
    }
  }

  /**
   * @param where the key whose value names one of the others
   * @throws TbarException BAD_INPUT where the name is not among them, naming the nearest
   */
  static void checkName(
      JsonObject object, String where, String name, Collection<String> names, String what) {
    if (!names.contains(name)) {
      throw TbarException.badInput(
          "'%s': '%s' names the %s '%s', which the file does not have; the nearest is '%s'.",
          object.origin(), object.where(where), what, name, Nearest.of(name, names));
    }
  }
}
