package io.tbar;

import io.tbar.base.TbarException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Cleans a model with the trigger vector of another one; the command {@code transfer}.
 *
 * @param model the suspect
 * @param trigger short form or file
 * @param target name of the class that it leads to
 * @param vector to subtract, measured on any model of this architecture
 * @param own the model's own trigger vector to compare with, or null
 * @param data images that the coefficient is chosen on, labelled or not
 * @param test images to measure before and after on, or null for others of {@code data}
 * @param search of the coefficient
 * @param reading of the images
 */
public record Transfer(
    Model model,
    String trigger,
    String target,
    Path vector,
    @Nullable Path own,
    String data,
    @Nullable String test,
    Search search,
    Reading reading,
    Compute compute)
    implements Task<CleanResult> {
  /** With the defaults of the command. */
  public static Transfer of(Model model, Path vector, String data, String trigger, String target) {
    return new Transfer(
        model,
        trigger,
        target,
        vector,
        null,
        data,
        null,
        Search.defaults(),
        Reading.defaults(),
        Compute.defaults());
  }

  /**
   * With another value of one setting, by the name of the command's option without its dashes.
   *
   * @throws TbarException USAGE where there is no such setting, or the value is none for it
   */
  public Transfer with(String setting, @Nullable Object value) {
    return TaskSettings.with(this, setting, value);
  }

  /** Computed otherwise: on another device, with other threads, batches or another seed. */
  public Transfer on(Compute other) {
    return TaskSettings.on(this, other);
  }

  @Override
  public String command() {
    return "transfer";
  }
}
