package io.tbar;

import io.tbar.base.TbarException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Removes a backdoor, known or inferred by an audit; the command {@code clean}.
 *
 * @param model the suspect
 * @param suspicion which backdoor
 * @param images where the forget set, or the images of another method, are drawn from; labelled or
 *     not
 * @param validation images that the coefficient is chosen on, or null for others of {@code images}
 * @param test images to measure before and after on, or null for others of {@code images}
 * @param forget images in the forget set, or given to another method
 * @param estimation of the trigger vector
 * @param baseline another method in place of TBAR
 * @param search of the coefficient
 * @param reading of the images
 */
public record Clean(
    Model model,
    Suspicion suspicion,
    String images,
    @Key("val") @Nullable String validation,
    @Nullable String test,
    int forget,
    Estimation estimation,
    Baseline baseline,
    Search search,
    Reading reading,
    Compute compute)
    implements Task<CleanResult> {
  public Clean {
    if (suspicion.evaluateWith() != null && test == null) {
      throw Suspicion.truthIncomplete();
    }
  }

  /**
   * With the defaults of the command; say which backdoor with {@link #trigger} or {@link #audit}.
   *
   * @param images any images, labelled or not: a folder, tar shards, a CSV or TSV
   */
  public static Clean of(Model model, String images) {
    return new Clean(
        model,
        new Suspicion(null, null, null, null, null, false),
        images,
        null,
        null,
        300,
        Estimation.defaults(),
        Baseline.none(),
        Search.defaults(),
        Reading.defaults(),
        Compute.defaults());
  }

  /** Of a backdoor that is known: the trigger's short form or file, and the name of its class. */
  public Clean trigger(String trigger, String target) {
    return with(Suspicion.known(trigger, target));
  }

  /** Of the backdoor that an audit of this checkpoint inferred, by the folder that it left. */
  public Clean audit(Path folder) {
    return with(Suspicion.inferred(folder));
  }

  private Clean with(Suspicion of) {
    return new Clean(
        model,
        of,
        images,
        validation,
        test,
        forget,
        estimation,
        baseline,
        search,
        reading,
        compute);
  }

  /**
   * With another value of one setting, by the name of the command's option without its dashes
   * ("estimator", "forget", "max-alpha", "threads", "seed").
   *
   * @throws TbarException USAGE where there is no such setting, or the value is none for it
   */
  public Clean with(String setting, @Nullable Object value) {
    return TaskSettings.with(this, setting, value);
  }

  /** Computed otherwise: on another device, with other threads, batches or another seed. */
  public Clean on(Compute other) {
    return TaskSettings.on(this, other);
  }

  @Override
  public String command() {
    return "clean";
  }
}
