package io.tbar.verdict;

import io.tbar.base.JsonObject;
import io.tbar.measure.Statistic;
import io.tbar.measure.Statistic.Suspicion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Null sets to JSON and back. */
final class NullSetJson {
  static final String FORMAT = "tbar-null-set/1";

  /** Stands around the value of a statistic that found nothing up to a limit. */
  private static final String LIMIT = "nothingUpTo";

  private NullSetJson() {}

  static Map<String, Object> map(NullSet set) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", FORMAT);
    root.put("architecture", set.architecture());
    root.put("configuration", set.configuration());
    root.put("images", set.images());
    List<Object> statistics = new ArrayList<>();
    for (Statistic s : set.models().get(0).statistics()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("id", s.id());
      map.put("suspicious", s.suspicion().name().toLowerCase(Locale.ROOT));
      map.put("definition", s.definition());
      statistics.add(map);
    }
    root.put("statistics", statistics);
    List<Object> models = new ArrayList<>();
    for (NullModel m : set.models()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", m.name());
      map.put("lineage", m.lineage());
      map.put("sha256", m.sha256());
      Map<String, Object> values = new LinkedHashMap<>();
      m.statistics()
          .forEach(v -> values.put(v.id(), v.censored() ? Map.of(LIMIT, v.value()) : v.value()));
      map.put("values", values);
      models.add(map);
    }
    root.put("models", models);
    return root;
  }

  static NullSet read(JsonObject root) {
    if (!root.string("format", "").equals(FORMAT)) {
      throw root.wrong("format", "\"" + FORMAT + "\", as 'tbar audit calibrate' writes it");
    }
    List<JsonObject> statistics = root.objects("statistics");
    List<NullModel> models = new ArrayList<>();
    for (JsonObject m : root.objects("models")) {
      JsonObject values = m.object("values");
      models.add(
          new NullModel(
              m.string("name"),
              m.string("lineage"),
              m.string("sha256"),
              statistics.stream().map(s -> statistic(s, values)).toList()));
    }
    return new NullSet(
        root.origin(),
        root.string("architecture"),
        root.string("configuration"),
        root.string("images"),
        models);
  }

  private static Statistic statistic(JsonObject head, JsonObject values) {
    Suspicion suspicion =
        switch (head.string("suspicious")) {
          case "high" -> Suspicion.HIGH;
          case "low" -> Suspicion.LOW;
          default -> throw head.wrong("suspicious", "\"high\" or \"low\"");
        };
    String id = head.string("id");
    boolean censored = values.get(id) instanceof JsonObject;
    return new Statistic(
        id,
        censored ? values.object(id).number(LIMIT) : values.number(id),
        censored,
        suspicion,
        head.string("definition"));
  }
}
