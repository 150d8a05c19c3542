package io.tbar.base;

import java.util.ArrayDeque;
import java.util.Deque;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * What a YAML text may cost, found out from its events before anything is built: values are built
 * recursively, and keys that are collections are hashed so.
 */
final class YamlBounds {
  static final int MOST_VALUES = 100_000;
  static final int MAX_DEPTH = 64;
  private static final int LONGEST_SCALAR = 1 << 16;

  /** Of every open mapping, whether its next value is a key; of a list false. */
  private final Deque<Boolean> open = new ArrayDeque<>();

  /** Whether each open collection is a mapping. */
  private final Deque<Boolean> mappings = new ArrayDeque<>();

  private final String origin;
  private int values;

  private YamlBounds(String origin) {
    this.origin = origin;
  }

  static void check(LoadSettings settings, String text, String origin) {
    YamlBounds bounds = new YamlBounds(origin);
    for (Event event : new Parse(settings).parseString(text)) {
      bounds.next(event);
    }
  }

  static TbarException tooMany(String origin) {
    return TbarException.badInput(
        "'%s' holds more than %,d values, aliases counted as what they stand for; check that it is"
            + " the right file.",
        origin, MOST_VALUES);
  }

  private void next(Event event) {
    if (event instanceof CollectionEndEvent) {
      open.pop();
      mappings.pop();
      return;
    }
    boolean collection = event instanceof CollectionStartEvent;
    if (!collection && !(event instanceof ScalarEvent) && !(event instanceof AliasEvent)) {
      return;
    }
    if (++values > 2 * MOST_VALUES) {
      throw tooMany(origin);
    }
    boolean key = takesKey();
    if (key && !(event instanceof ScalarEvent)) {
      throw TbarException.badInput(
          "'%s' has a key that is no plain text (line %d).", origin, line(event));
    }
    if (event instanceof ScalarEvent scalar && scalar.getValue().length() > LONGEST_SCALAR) {
      throw TbarException.badInput(
          "'%s' holds a text of more than %,d characters (line %d).",
          origin, LONGEST_SCALAR, line(event));
    }
    if (collection) {
      if (open.size() == MAX_DEPTH) {
        throw TbarException.badInput(
            "'%s' is nested deeper than %d levels (line %d).", origin, MAX_DEPTH, line(event));
      }
      boolean mapping = event instanceof MappingStartEvent;
      mappings.push(mapping);
      open.push(mapping);
    }
  }

  /** Whether the value that comes is a key; the one after it is not. */
  private boolean takesKey() {
    if (open.isEmpty() || !mappings.getFirst()) {
      return false;
    }
    boolean key = open.pop();
    open.push(!key);
    return key;
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
