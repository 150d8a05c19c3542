package io.tbar;

import io.tbar.base.TbarException;
import io.tbar.invert.Budget;
import io.tbar.run.AuditPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a backdoor without prior knowledge; the command {@code audit}.
 *
 * @param models checkpoints, one or more
 * @param config of bare .safetensors files, or null
 * @param images any clean images; labels are not needed
 * @param classes the vocabulary that the target is looked for in, or null for the bundled one
 * @param templates prompts around a class name
 * @param scanImages at most so many of the images are used
 * @param budget how much is spent; a null set holds for one
 * @param targetFirst whether a trigger is also searched target first
 * @param nulls what clean models give, or null for a bundled set where one fits
 * @param base trusted model that the suspects were fine-tuned from, or null
 * @param level share of clean models that may be flagged, in (0, 1)
 * @param maxTime for all checkpoints together, or null
 * @param resume whether the state is kept beside the output, and taken up
 * @param reading of the images
 */
public record Audit(
    List<Path> models,
    @Nullable Path config,
    String images,
    @Nullable Path classes,
    String templates,
    int scanImages,
    Budget budget,
    boolean targetFirst,
    @Key("null") @Nullable Path nulls,
    @Nullable Path base,
    double level,
    @Nullable Duration maxTime,
    boolean resume,
    Reading reading,
    Compute compute)
    implements Task<AuditResult> {
  public Audit {
    models = List.copyOf(models);
    if (models.isEmpty()) {
      throw TbarException.usage("Name a checkpoint to audit.");
    }
    if (base != null && nulls != null) {
      throw TbarException.usage("Give --base or --null: an audit is judged by one of them.");
    }
  }

  /** Of one checkpoint with the defaults of the command. */
  public static Audit of(Path model, String images) {
    return of(List.of(model), images);
  }

  /** Of several, one after the other; what is wrong with one is told in its entry. */
  public static Audit of(List<Path> models, String images) {
    return new Audit(
        models,
        null,
        images,
        null,
        "simple",
        AuditPlan.IMAGES,
        Budget.STANDARD,
        false,
        null,
        null,
        0.05,
        null,
        false,
        Reading.defaults(),
        Compute.defaults());
  }

  /**
   * With another value of one setting, by the name of the command's option without its dashes
   * ("base", "classes", "budget").
   *
   * @throws TbarException USAGE where there is no such setting, or the value is none for it
   */
  public Audit with(String setting, @Nullable Object value) {
    return TaskSettings.with(this, setting, value);
  }

  /** Computed otherwise: on another device, with other threads, batches or another seed. */
  public Audit on(Compute other) {
    return TaskSettings.on(this, other);
  }

  @Override
  public String command() {
    return "audit";
  }
}
