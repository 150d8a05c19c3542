package io.tbar.trigger;

import io.tbar.base.Nearest;
import io.tbar.base.TbarException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes triggers from what users write, and writes them to files. */
public final class Triggers {
  /** Names that stand for a kind with some options set; the user's own options win. */
  private static final Map<String, String> PRESETS = presets();

  private Triggers() {}

  /**
   * Reads a trigger: a short form such as {@code badnet}, {@code blended:ratio=0.1}, {@code
   * wanet:preset=orig}, {@code sig:delta=60,frequency=6}; a PNG patch, {@code
   * patch.png:place=centre}; or a trigger file, {@code my.json}.
   *
   * <p>Lengths are given for a picture of 224 pixels and scale with the model's.
   *
   * @param text what the user wrote
   * @param imageSize side of the model's pictures in pixels
   * @throws TbarException USAGE for a wrong short form, with the nearest known name; BAD_INPUT for
   *     a file that cannot be read or does not match its hash
   */
  public static Trigger parse(String text, int imageSize) {
    if (isFile(text, ".json")) {
      return TriggerFile.read(Path.of(text), imageSize);
    }
    ShortForm form = isFile(text, ".png") ? new ShortForm(text, Map.of()) : ShortForm.parse(text);
    if (isFile(form.head(), ".json")) {
      throw TbarException.usage(
          "Trigger '%s': a trigger file takes no options; change the values in the file.", text);
    }
    Map<String, String> options = new LinkedHashMap<>();
    Kind kind;
    String name = form.head();
    if (isFile(form.head(), ".png")) {
      kind = PatchFile.KIND;
      options.put("file", form.head());
      name = String.valueOf(Path.of(form.head()).getFileName());
    } else {
      ShortForm preset = ShortForm.parse(PRESETS.getOrDefault(name, name));
      kind = kind(preset.head(), text, TbarException.Kind.USAGE);
      options.putAll(preset.options());
    }
    options.putAll(form.options());
    if (form.options().containsKey("x") || form.options().containsKey("y")) {
      // A point of the user's own takes the preset's place.
      if (!form.options().containsKey("place")) {
        options.remove("place");
      }
    }
    return kind.make(
        new Settings(
            kind, name, text, TbarException.Kind.USAGE, options, Map.of(), null, imageSize));
  }

  /**
   * Writes a trigger as a JSON file, with what it stores in a safetensors file of the same name
   * beside it. {@link #parse} of the JSON file gives the same pictures bit for bit.
   *
   * @param json ends in ".json"
   * @param force whether existing files may be replaced
   * @throws TbarException where a file exists or cannot be written
   * @throws IllegalArgumentException for a trigger that was not made by this class
   */
  public static void save(Trigger trigger, Path json, boolean force) {
    TriggerFile.write(declared(trigger).spec(), json, force);
  }

  /**
   * What the trigger is, for records: kind, name, resolution, seed, parameters, and SHA-256 of its
   * stored tensors.
   *
   * @throws IllegalArgumentException for a trigger that was not made by this class
   */
  public static Map<String, Object> describe(Trigger trigger) {
    return TriggerFile.describe(declared(trigger).spec());
  }

  /**
   * A patch, such as an optimised one, at a place as in the short form.
   *
   * @param patch values in [0, 1], 3 · height · width, channel by channel
   * @param place "bottom-right", …, "random"
   * @param resolution side of the picture that the patch's size is meant for
   * @param imageSize side of the model's pictures
   */
  public static Trigger patch(
      String name,
      float[] patch,
      int height,
      int width,
      String place,
      int resolution,
      long seed,
      int imageSize) {
    return make(
        PatchFile.KIND,
        name,
        Map.of("place", place),
        resolution,
        seed,
        Map.of("patch", new FloatImage(3, height, width, patch)),
        imageSize);
  }

  /**
   * A mask and a pattern over the whole picture, such as DECREE's: x' = (1 - m) x + m p.
   *
   * @param mask values in [0, 1], resolution · resolution
   * @param pattern values in [0, 1], 3 · resolution · resolution, channel by channel
   * @param imageSize side of the model's pictures
   */
  public static Trigger maskPattern(
      String name, float[] mask, float[] pattern, int resolution, int imageSize) {
    return make(
        MaskPattern.KIND,
        name,
        Map.of(),
        resolution,
        0,
        Map.of(
            "mask", new FloatImage(1, resolution, resolution, mask),
            "pattern", new FloatImage(3, resolution, resolution, pattern)),
        imageSize);
  }

  /**
   * The same change added to every picture: x' = clip(x + delta).
   *
   * @param delta changes of pixel values, in [-1, 1], 3 · resolution · resolution, channel by
   *     channel
   * @param imageSize side of the model's pictures
   */
  public static Trigger additive(String name, float[] delta, int resolution, int imageSize) {
    return make(
        Additive.KIND,
        name,
        Map.of("strength", "1"),
        resolution,
        0,
        Map.of("delta", new FloatImage(3, resolution, resolution, delta)),
        imageSize);
  }

  /**
   * A warp by a field of one's own, as WaNet's: each pixel is taken from where the upsampled field
   * points to.
   *
   * @param field two channels (x, y) of k · k displacements in pixels of {@code resolution}
   * @param resolution side of the picture that the displacements are given for
   * @param imageSize side of the model's pictures
   */
  public static Trigger warp(String name, float[] field, int k, int resolution, int imageSize) {
    FloatImage u = new FloatImage(2, k, k, field);
    // A pixel is 2 / (side - 1) of the coordinates; the kind scales a unit mean by strength / side.
    double strength = WarpField.meanAbsolute(u) * 2 * resolution / Math.max(1, resolution - 1);
    return make(
        WaNet.KIND,
        name,
        Map.of("k", Integer.toString(k), "strength", Double.toString(strength)),
        resolution,
        0,
        Map.of("field", u),
        imageSize);
  }

  /** Every kind with its options and their meaning, a line each, for help texts. */
  public static List<String> help() {
    List<String> lines = new ArrayList<>();
    for (Kind kind : Kind.all()) {
      lines.add(kind.name());
      for (Option option : kind.options()) {
        String standard = option.standard().isEmpty() ? "" : " [" + option.standard() + "]";
        lines.add("  " + option.key() + standard + ": " + option.meaning());
      }
    }
    PRESETS.forEach((name, form) -> lines.add(name + " = " + form));
    return lines;
  }

  static Kind kind(String name, String origin, TbarException.Kind fault) {
    List<String> names = new ArrayList<>();
    for (Kind kind : Kind.all()) {
      if (kind.name().equals(name)) {
        return kind;
      }
      names.add(kind.name());
    }
    names.addAll(PRESETS.keySet());
    throw new TbarException(
        fault,
        String.format(
            Locale.ROOT,
            "Trigger '%s': there is no trigger '%s'; did you mean '%s'? Known are %s, a PNG file"
                + " (.png) and a trigger file (.json).",
            origin,
            name,
            Nearest.of(name, names),
            String.join(", ", names)));
  }

  static boolean isFile(String text, String ending) {
    // What is there is a file, whatever signs are in its name; "blended:key=my.png" is none.
    return text.toLowerCase(Locale.ROOT).endsWith(ending)
        && (!text.contains("=") || !text.contains(":") || exists(text));
  }

  private static boolean exists(String text) {
    try {
      return Files.isRegularFile(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Trigger make(
      Kind kind,
      String name,
      Map<String, String> options,
      int resolution,
      long seed,
      Map<String, FloatImage> tensors,
      int imageSize) {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.put(Kind.RESOLUTION, Integer.toString(resolution));
    all.put(Kind.SEED, Long.toString(seed));
    return kind.make(
        new Settings(
            kind, name, name, TbarException.Kind.BAD_INPUT, all, tensors, null, imageSize));
  }

  private static DeclaredTrigger declared(Trigger trigger) {
    if (trigger instanceof DeclaredTrigger declared) {
      return declared;
    }
    throw new IllegalArgumentException(trigger.name() + " was not made by Triggers");
  }

  private static Map<String, String> presets() {
    Map<String, String> presets = new LinkedHashMap<>();
    presets.put("badnet-fixed", "badnet:place=random");
    presets.put("badnet-paper", "badnet:patch=fresh,place=random");
    presets.put("badnet-white", "badnet:patch=white");
    presets.put("blended-uniform", "blended:key=uniform");
    presets.put("blended-gauss", "blended:key=gauss");
    presets.put("blended-paper", "blended:key=uniform,fresh=true");
    presets.put("wanet-orig", "wanet:preset=orig");
    presets.put("wanet-clip", "wanet:preset=clip");
    presets.put("wanet-smooth224", "wanet:preset=smooth224");
    return presets;
  }
}
