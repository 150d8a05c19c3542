package io.tbar.cli;

import io.tbar.checkpoint.Activation;
import io.tbar.checkpoint.CheckpointFacts;
import io.tbar.checkpoint.Layout;
import io.tbar.checkpoint.Verification;
import io.tbar.checkpoint.Verification.NonFinite;
import io.tbar.safetensors.TensorInfo;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The facts of a checkpoint for people. */
final class FactsText {
  private FactsText() {}

  static void print(PrintWriter out, CheckpointFacts facts, @Nullable Verification verification) {
    Table table = new Table();
    table.row("checkpoint", facts.path());
    table.row("architecture", facts.architecture());
    table.row("layout", layout(facts.layout()));
    table.row("dtype", dtypes(facts));
    table.row("parameters", parameters(facts));
    table.row("activation", activation(facts.activation()));
    table.row("logit scale", logitScale(facts.logitScale()));
    facts.files().forEach((name, bytes) -> table.row("file", name + ", " + Numbers.bytes(bytes)));
    facts.metadata().forEach((key, value) -> table.row("metadata", key + " = " + value));
    facts.notes().forEach(note -> table.row("note", note));
    if (verification != null) {
      verification.files().forEach((name, sha) -> table.row("SHA-256", sha + "  " + name));
      table.row("model digest", verification.modelDigest());
      table.row("values", verification.sound() ? "all finite" : nonFinite(verification));
    }
    table.print(out);
  }

  static void printTensors(PrintWriter out, CheckpointFacts facts) {
    Table table = Table.of("tensor", "dtype", "shape", "bytes");
    for (TensorInfo tensor : facts.tensors()) {
      table.row(tensor.name(), tensor.dtype(), tensor.shapeText(), Numbers.count(tensor.size()));
    }
    table.print(out);
  }

  private static String layout(@Nullable Layout layout) {
    return layout == null
        ? "unknown (names of neither layout)"
        : layout == Layout.HF ? "Hugging Face" : "OpenCLIP";
  }

  private static String dtypes(CheckpointFacts facts) {
    List<String> parts = new ArrayList<>();
    facts
        .dtypes()
        .forEach((dtype, count) -> parts.add(dtype + " (" + Numbers.count(count) + " tensors)"));
    return String.join(", ", parts);
  }

  private static String parameters(CheckpointFacts facts) {
    return Numbers.count(facts.parameters())
        + (facts.imageTowerParameters() == 0
            ? ""
            : ", of them " + Numbers.count(facts.imageTowerParameters()) + " in the image tower");
  }

  private static String activation(@Nullable Activation activation) {
    return activation == null
        ? "unknown (no configuration; give --config)"
        : activation == Activation.QUICK_GELU ? "QuickGELU" : "GELU";
  }

  private static String logitScale(@Nullable Double scale) {
    return scale == null
        ? "none"
        : String.format(Locale.ROOT, "%s (cosines are multiplied by %.4g)", scale, Math.exp(scale));
  }

  private static String nonFinite(Verification verification) {
    List<String> parts = new ArrayList<>();
    for (NonFinite one : verification.nonFinite()) {
      parts.add(one.tensor() + " has " + one.nan() + " NaN and " + one.infinite() + " infinite");
    }
    return "NOT FINITE: " + String.join("; ", parts);
  }
}
