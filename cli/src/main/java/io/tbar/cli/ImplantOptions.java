package io.tbar.cli;

import io.tbar.Implant;
import io.tbar.base.TbarException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The backdoors that a poisoning puts in: one, or several at once. */
final class ImplantOptions {
  @Option(
      names = "--trigger",
      required = true,
      paramLabel = "TRIGGER",
      description =
          "Such as badnet, blended:ratio=0.1, wanet, sig:delta=60, patch.png, my.json; 'tbar"
              + " trigger kinds' lists all. May be given several times, for several backdoors in one"
              + " model.")
  List<String> triggers = List.of();

  @Option(
      names = "--target",
      required = true,
      paramLabel = "LABEL",
      description =
          "The class that the trigger makes the model answer; with several triggers one for all or"
              + " one for each, in their order.")
  List<String> targets = List.of();

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      description =
          "With several triggers: what part of the poison each gets, in their order; adds up to 1"
              + " (default: the same for all).")
  List<Double> shares = List.of();

  /** In the order given. */
  List<Implant> implants() {
    int count = triggers.size();
    if (targets.size() != 1 && targets.size() != count) {
      throw TbarException.usage(
          "There are %d triggers and %d targets; give one --target for all triggers or one for each.",
          count, targets.size());
    }
    if (!shares.isEmpty() && shares.size() != count) {
      throw TbarException.usage(
          "There are %d triggers and %d shares; give one --share for each trigger, or none for equal"
              + " ones.",
          count, shares.size());
    }
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    if (!shares.isEmpty() && !(Math.abs(sum - 1) <= 1e-6)) {
      throw TbarException.usage(
          "The values of --share add up to %s; give shares that add up to 1.",
          Math.round(sum * 1e6) / 1e6);
    }
    List<Implant> implants = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      implants.add(
          new Implant(
              triggers.get(k),
              targets.get(targets.size() == 1 ? 0 : k),
              shares.isEmpty() ? 1.0 / count : shares.get(k)));
    }
    return implants;
  }
}
