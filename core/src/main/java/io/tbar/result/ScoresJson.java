package io.tbar.result;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import io.tbar.measure.Evaluation;
import io.tbar.measure.Excess;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.measure.Shift;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Evaluation#toMap} wrote. */
final class ScoresJson extends JsonDeserializer<Scores> {
  @Override
  public Scores deserialize(JsonParser json, DeserializationContext context) throws IOException {
    JsonNode node = context.readTree(json);
    List<String> classes = new ArrayList<>();
    List<Rate> perClass = new ArrayList<>();
    List<Long> clean = new ArrayList<>();
    List<Long> triggered = new ArrayList<>();
    for (JsonNode entry : node.required("perClass")) {
      classes.add(entry.required("class").textValue());
      perClass.add(rate(entry.required("accuracy")));
      clean.add(entry.required("cleanPredictions").longValue());
      if (entry.has("triggeredPredictions")) {
        triggered.add(entry.get("triggeredPredictions").longValue());
      }
    }
    return new Scores(
        new Evaluation(
            node.required("images").longValue(),
            node.required("labelled").longValue(),
            node.path("targetIndex").asInt(Evaluation.UNKNOWN),
            rates(node.required("rates")),
            perClass,
            clean,
            triggered,
            shift(node.get("largestShift"), classes),
            excess(node.get(Excess.KEY))),
        classes);
  }

  static Rate rate(JsonNode node) {
    return new Rate(node.required("count").longValue(), node.required("total").longValue());
  }

  private static Map<Measure, Rate> rates(JsonNode node) {
    Map<Measure, Rate> rates = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      if (node.has(measure.key())) {
        rates.put(measure, rate(node.get(measure.key())));
      }
    }
    return rates;
  }

  /** Null in records of earlier versions. */
  private static @Nullable Excess excess(@Nullable JsonNode node) {
    return node == null
        ? null
        : new Excess(
            node.required("both").longValue(),
            node.required("onlyTriggered").longValue(),
            node.required("onlyClean").longValue(),
            node.required("neither").longValue());
  }

  private static @Nullable Shift shift(@Nullable JsonNode node, List<String> classes) {
    return node == null
        ? null
        : new Shift(
            classes.indexOf(node.required("class").textValue()),
            rate(node.required("triggered")),
            rate(node.required("clean")));
  }
}
