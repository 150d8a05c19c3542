package io.tbar.run;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.verdict.LabelEffect;
import io.tbar.verdict.LabelEffects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table of a base as a file, so that it is measured once. */
final class EffectsFile {
  private static final String FORMAT = "tbar-effects/1";

  private EffectsFile() {}

  /** Null where there is none, or none of this model and configuration: it is measured anew. */
  static @Nullable LabelEffects read(Path file, String model, String configuration) {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      JsonObject all = Json.read(file);
      if (!all.string("format").equals(FORMAT)
          || !all.string("model").equals(model)
          || !all.string("configuration").equals(configuration)) {
        return null;
      }
      List<LabelEffect> labels = new ArrayList<>();
      for (JsonObject label : all.objects("labels")) {
        labels.add(
            new LabelEffect(
                label.string("label"),
                list(label.numbers("margins")),
                list(label.numbers("shares"))));
      }
      return new LabelEffects(configuration, all.strings("families"), labels);
    } catch (TbarException | IllegalArgumentException e) {
      return null;
    }
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** Whether it could be written; a base may lie where nobody may write. */
  static boolean write(Path file, String model, LabelEffects effects) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format", FORMAT);
    all.put("model", model);
    all.put("configuration", effects.configuration());
    all.put("families", effects.families());
    List<Object> labels = new ArrayList<>();
    for (LabelEffect label : effects.labels()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("label", label.label());
      one.put("margins", label.margins());
      one.put("shares", label.shares());
      labels.add(one);
    }
    all.put("labels", labels);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Json.write(file, all, true);
      return true;
    } catch (IOException | TbarException e) {
      return false;
    }
  }
}
