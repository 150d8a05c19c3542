package io.tbar.cli;

import io.tbar.checkpoint.CheckpointFacts;
import io.tbar.checkpoint.Verification;
import io.tbar.safetensors.TensorInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts of a checkpoint for machines. */
final class FactsJson {
  private FactsJson() {}

  static Map<String, @Nullable Object> of(
      CheckpointFacts facts, @Nullable Verification verification) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("path", facts.path());
    map.put("architecture", facts.architecture());
    map.put("layout", lower(facts.layout()));
    map.put("dtypes", facts.dtypes());
    map.put("parameters", facts.parameters());
    map.put("imageTowerParameters", facts.imageTowerParameters());
    map.put("activation", lower(facts.activation()));
    map.put("logitScale", facts.logitScale());
    map.put("files", facts.files());
    map.put("metadata", facts.metadata());
    map.put("notes", facts.notes());
    if (verification != null) {
      Map<String, @Nullable Object> verified = new LinkedHashMap<>();
      verified.put("sound", verification.sound());
      verified.put("files", verification.files());
      verified.put("modelDigest", verification.modelDigest());
      verified.put("nonFinite", verification.nonFinite());
      map.put("verification", verified);
    }
    List<Map<String, Object>> tensors = new ArrayList<>();
    for (TensorInfo tensor : facts.tensors()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", tensor.name());
      entry.put("dtype", tensor.dtype());
      entry.put("shape", tensor.shape());
      tensors.add(entry);
    }
    map.put("tensors", tensors);
    return map;
  }

  private static @Nullable String lower(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
  }
}
