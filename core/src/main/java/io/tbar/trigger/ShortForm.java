package io.tbar.trigger;

import io.tbar.base.TbarException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code name:key=value,key=value} taken apart.
 *
 * @param head the name, or a file
 * @param options in the order given
 */
record ShortForm(String head, Map<String, String> options) {
  // Only a colon that a "key=" follows ends the head: "C:\patch.png" has one of its own.
  private static final Pattern SPLIT = Pattern.compile("^(.*?):([A-Za-z][A-Za-z-]*(?:=.*)?)$");

  static ShortForm parse(String text) {
    Matcher split = SPLIT.matcher(text);
    Map<String, String> options = new LinkedHashMap<>();
    if (!split.matches()) {
      return new ShortForm(text, options);
    }
    for (String option : split.group(2).split(",", -1)) {
      int equals = option.indexOf('=');
      if (equals < 1) {
        throw TbarException.usage("Trigger '%s': '%s' is not of the form key=value.", text, option);
      }
      if (options.put(option.substring(0, equals), option.substring(equals + 1)) != null) {
        throw TbarException.usage(
            "Trigger '%s': '%s' is given twice.", text, option.substring(0, equals));
      }
    }
    return new ShortForm(split.group(1), options);
  }
}
