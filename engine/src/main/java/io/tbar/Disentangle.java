package io.tbar;

import io.tbar.base.TbarException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Maps the weight disentanglement of a clean and a trigger direction; the command {@code
 * disentangle}.
 *
 * @param model the base that both directions are added to
 * @param trigger short form or file
 * @param target name of the class that it leads to
 * @param data images to measure on
 * @param cleanVector the clean direction as a vector's file, or null
 * @param cleanModel the clean direction as a fine-tuned checkpoint, or null
 * @param triggerVector the trigger direction as a vector's file, or null
 * @param triggerModel the trigger direction as a fine-tuned checkpoint, or null
 * @param infected checkpoint that the clean direction is taken from, or null
 * @param points of the grid on each axis
 * @param range of the coefficients on both axes
 * @param region in which coefficients are searched
 * @param count images to measure on, drawn by seed
 * @param linear whether the image tower is linearised around the base
 * @param transfer whether vectors that were measured on another base are welcome
 * @param reading of the images
 */
public record Disentangle(
    Model model,
    String trigger,
    String target,
    String data,
    @Nullable Path cleanVector,
    @Nullable Path cleanModel,
    @Nullable Path triggerVector,
    @Nullable Path triggerModel,
    @Nullable Path infected,
    int points,
    Span range,
    Span region,
    int count,
    boolean linear,
    boolean transfer,
    Reading reading,
    Compute compute)
    implements Task<DisentangleResult> {
  public Disentangle {
    if (triggerVector == null && triggerModel == null) {
      throw TbarException.usage("Name the trigger direction: --trigger-vector or --trigger-model.");
    }
    if (count < 1) {
      throw TbarException.usage("--count is %d; give at least 1.", count);
    }
  }

  /** Of an infected checkpoint and its trigger vector, with the defaults of the command. */
  public static Disentangle of(
      Model base, Path infected, Path triggerVector, String data, String trigger, String target) {
    return new Disentangle(
        base,
        trigger,
        target,
        data,
        null,
        null,
        triggerVector,
        null,
        infected,
        21,
        new Span(-3, 3),
        new Span(-1, 1),
        2048,
        false,
        false,
        Reading.defaults(),
        Compute.defaults());
  }

  /**
   * With another value of one setting, by the name of the command's option without its dashes.
   *
   * @throws TbarException USAGE where there is no such setting, or the value is none for it
   */
  public Disentangle with(String setting, @Nullable Object value) {
    return TaskSettings.with(this, setting, value);
  }

  /** Computed otherwise: on another device, with other threads, batches or another seed. */
  public Disentangle on(Compute other) {
    return TaskSettings.on(this, other);
  }

  @Override
  public String command() {
    return "disentangle";
  }
}
