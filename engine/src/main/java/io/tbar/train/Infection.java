package io.tbar.train;

import io.tbar.checkpoint.CheckpointWriter;
import io.tbar.data.ImageData;
import io.tbar.measure.Measure;
import java.util.List;

/**
 * A checkpoint after poisoning.
 *
 * @param written the infected checkpoint
 * @param manifest the poisoned samples
 * @param training loss curve and cost
 * @param test what {@code before} and {@code after} were measured on
 * @param before the checkpoint as it came
 * @param after the infected one, read back from the disk
 * @param taken whether the attack success rate of every trigger reached what counts as taken
 * @param outcomes each backdoor by itself, the first of which is the one of {@code before} and
 *     {@code after}; empty where pairs were poisoned
 * @param skipped images that could not be used, "key: why"
 */
public record Infection(
    CheckpointWriter.Written written,
    Manifest manifest,
    TrainingReport training,
    ImageData test,
    Measured before,
    Measured after,
    boolean taken,
    List<BackdoorOutcome> outcomes,
    List<String> skipped) {
  public Infection {
    outcomes = List.copyOf(outcomes);
    skipped = List.copyOf(skipped);
  }

  /** Of one backdoor. */
  public Infection(
      CheckpointWriter.Written written,
      Manifest manifest,
      TrainingReport training,
      ImageData test,
      Measured before,
      Measured after,
      boolean taken,
      List<String> skipped) {
    this(written, manifest, training, test, before, after, taken, List.of(), skipped);
  }

  /** Whether the attack success rate reached what counts as taken. */
  public static boolean taken(Measured after, double above) {
    return after.evaluation().rate(Measure.ATTACK_SUCCESS).value() >= above;
  }
}
