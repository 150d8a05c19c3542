package io.tbar.trigger;

import io.tbar.base.Nearest;
import io.tbar.base.TbarException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a user gave for one trigger, checked as it is asked for. */
final class Settings {
  private final Kind kind;
  private final String name;
  private final String origin;
  private final TbarException.Kind fault;
  private final Map<String, String> values;
  private final Map<String, FloatImage> tensors;
  private final @Nullable Path file;
  private final int size;
  private final Map<String, Object> used = new LinkedHashMap<>();

  /**
   * @param name what to call the trigger
   * @param origin the short form or file, for messages
   * @param fault kind of failure where a value is wrong
   * @param tensors stored material; empty where it is to be made
   * @param file the trigger file, in whose folder the files that it names lie; null for names that
   *     a user typed, which start from the working folder
   * @param size side of the model's pictures
   */
  Settings(
      Kind kind,
      String name,
      String origin,
      TbarException.Kind fault,
      Map<String, String> values,
      Map<String, FloatImage> tensors,
      @Nullable Path file,
      int size) {
    this.kind = kind;
    this.name = name;
    this.origin = origin;
    this.fault = fault;
    this.values = values;
    this.tensors = tensors;
    this.file = file;
    this.size = size;
  }

  /** Side of the model's pictures in pixels. */
  int size() {
    return size;
  }

  long seed() {
    String text = values.getOrDefault(Kind.SEED, "0");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong(Kind.SEED, text, "a whole number");
    }
  }

  int resolution() {
    return read(Kind.RESOLUTION, 224, 1, 8192);
  }

  /** Pixels of the model's grid for a length given at the trigger's resolution; at least 1. */
  int scaled(double length) {
    return (int) Math.max(1, Math.floor(length * size / resolution() + 0.5));
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  int integer(String key, int standard, int least, int most) {
    int value = read(key, standard, least, most);
    used.put(key, value);
    return value;
  }

  private int read(String key, int standard, int least, int most) {
    String text = values.getOrDefault(key, Integer.toString(standard));
    String rule = "a whole number from " + least + " to " + most;
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(key, text, rule);
    }
    throw wrong(key, text, rule);
  }

  double decimal(String key, double standard, double least, double most) {
    String text = values.getOrDefault(key, Double.toString(standard));
    String rule = "a number from " + least + " to " + most;
    try {
      double value = Double.parseDouble(text);
      if (value >= least && value <= most) {
        used.put(key, value);
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(key, text, rule);
    }
    throw wrong(key, text, rule);
  }

  boolean flag(String key) {
    String text = values.getOrDefault(key, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong(key, text, "true or false");
    }
    used.put(key, text.equals("true"));
    return text.equals("true");
  }

  /** A value as it stands. */
  String text(String key, String standard) {
    String text = values.getOrDefault(key, standard);
    used.put(key, text);
    return text;
  }

  String choice(String key, String standard, String... known) {
    String text = text(key, standard);
    if (!Arrays.asList(known).contains(text)) {
      throw fail(
          "%s=%s is none of %s; did you mean '%s'?",
          key, text, String.join(", ", known), Nearest.of(text, Arrays.asList(known)));
    }
    return text;
  }

  /** A PNG of the user's. */
  PngPicture png(String key) {
    if (!has(key)) {
      throw fail("give a PNG as %s=FILE", key);
    }
    noteFile(key);
    return PngPicture.read(path(key));
  }

  /** Whether the value names a PNG rather than a word. */
  boolean namesPng(String key) {
    return values.getOrDefault(key, "").toLowerCase(Locale.ROOT).endsWith(".png");
  }

  /** Records which file was meant: its name, not the path on this machine. */
  void noteFile(String key) {
    if (has(key)) {
      used.put(key, String.valueOf(path(key).getFileName()));
    }
  }

  private Path path(String key) {
    String text = values.getOrDefault(key, "");
    try {
      return file == null ? Path.of(text) : Beside.file(file, text);
    } catch (InvalidPathException e) {
      throw wrong(key, text, "the name of a file");
    }
  }

  /** Stored material, or null where it is to be made. */
  @Nullable FloatImage tensor(String tensor, int channels) {
    FloatImage stored = tensors.get(tensor);
    if (stored != null && stored.channels() != channels) {
      throw fail("the stored %s has %d channels, not %d", tensor, stored.channels(), channels);
    }
    return stored;
  }

  /** What has been used, as a file would say it. */
  TriggerSpec spec(Map<String, FloatImage> material) {
    return new TriggerSpec(kind.name(), name, resolution(), seed(), used, material);
  }

  void refuseOthers(List<String> known) {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw fail(
            "'%s' is no option of %s; did you mean '%s'? Known are %s",
            key, kind.name(), Nearest.of(key, known), String.join(", ", known));
      }
    }
    List<String> strangers = new ArrayList<>(tensors.keySet());
    strangers.removeAll(List.of("patch", "mask", "pattern", "key", "field", "delta"));
    if (!strangers.isEmpty()) {
      throw fail("the stored tensor '%s' belongs to no trigger", strangers.get(0));
    }
  }

  TbarException wrong(String key, String value, String rule) {
    return fail("%s=%s must be %s", key, value, rule);
  }

  TbarException fail(String format, Object... args) {
    return new TbarException(
        fault, "Trigger '" + origin + "': " + String.format(Locale.ROOT, format, args) + ".");
  }
}
