package io.tbar;

import io.tbar.base.TbarException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Measures a checkpoint; the command {@code eval}.
 *
 * @param model the checkpoint
 * @param trigger to measure too, or null
 * @param target the class that it leads to; null exactly where {@code trigger} is
 * @param data images to measure on, labelled or not
 * @param reference checkpoint whose clean answers to agree with, or null
 * @param reading of the images
 */
public record Evaluate(
    Model model,
    @Nullable String trigger,
    @Nullable String target,
    String data,
    @Nullable Path reference,
    Reading reading,
    Compute compute)
    implements Task<EvaluateResult> {
  public Evaluate {
    if ((trigger == null) != (target == null)) {
      throw TbarException.usage("A trigger needs a target label, and a target label a trigger.");
    }
  }

  /** Clean accuracy alone, with the defaults of the command. */
  public static Evaluate of(Model model, String data) {
    return new Evaluate(model, null, null, data, null, Reading.defaults(), Compute.defaults());
  }

  /** With a trigger and the name of the class that it leads to. */
  public Evaluate trigger(String newTrigger, String newTarget) {
    return new Evaluate(model, newTrigger, newTarget, data, reference, reading, compute);
  }

  /**
   * With another value of one setting, by the name of the command's option without its dashes.
   *
   * @throws TbarException USAGE where there is no such setting, or the value is none for it
   */
  public Evaluate with(String setting, @Nullable Object value) {
    return TaskSettings.with(this, setting, value);
  }

  /** Computed otherwise: on another device, with other threads, batches or another seed. */
  public Evaluate on(Compute other) {
    return TaskSettings.on(this, other);
  }

  @Override
  public String command() {
    return "eval";
  }
}
