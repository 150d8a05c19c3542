package io.tbar.attest;

import io.tbar.checkpoint.CheckpointFacts;
import io.tbar.result.AuditRecord;
import io.tbar.verdict.Ranked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The modelCard of a CycloneDX component: what the model is, and the statistics of the audit. */
final class MlModelCard {
  private MlModelCard() {}

  static Map<String, Object> of(CheckpointFacts facts, AuditRecord audit) {
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("modelParameters", parameters(facts));
    List<Object> metrics = new ArrayList<>();
    for (Ranked ranked : audit.verdict().statistics()) {
      metrics.add(metric(ranked));
    }
    card.put("quantitativeAnalysis", Map.of("performanceMetrics", metrics));
    card.put(
        "considerations",
        Map.of(
            "technicalLimitations",
            List.of(
                "An audit that finds nothing proves nothing; a finding is no proof of intent.")));
    return card;
  }

  private static Map<String, Object> parameters(CheckpointFacts facts) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("task", "zero-shot image classification");
    map.put("architectureFamily", "CLIP");
    map.put("modelArchitecture", facts.architecture());
    map.put("inputs", List.of(Map.of("format", "image"), Map.of("format", "text")));
    map.put("outputs", List.of(Map.of("format", "embedding")));
    return map;
  }

  private static Map<String, Object> metric(Ranked ranked) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", ranked.statistic().id());
    map.put(
        "value",
        ranked.statistic().censored()
            ? "not found up to " + ranked.statistic().value()
            : String.valueOf(ranked.statistic().value()));
    map.put("slice", ranked.statistic().definition());
    return map;
  }
}
