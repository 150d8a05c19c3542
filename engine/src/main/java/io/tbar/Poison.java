package io.tbar;

import io.tbar.base.TbarException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes an infected checkpoint to try defences on; the command {@code poison}.
 *
 * @param model the clean checkpoint
 * @param backdoors one or more
 * @param data labelled training images, or captioned ones for pairs
 * @param test labelled images to measure on, or null for a part of {@code data}
 * @param rate share of the samples that is poisoned, or null for the attack's own
 * @param poisonCount samples to poison in place of {@code rate}, or null
 * @param cover share of the samples that show something close to the trigger and keep their label,
 *     or null for none
 * @param cleanLabel whether images of the target alone are triggered, so that no label changes
 * @param epochs passes over the images
 * @param learningRate peak
 * @param trainBatch images a training step
 * @param flip whether half of the images are mirrored
 * @param shift images by up to this share of the side
 * @param linear whether the model is linearised around itself
 * @param attack "data", or "badmerging" for a backdoor that outlives a merge
 * @param attackWeight weight of the twins' loss of "badmerging", or null
 * @param pairs of images and captions, in place of the head
 * @param reading of the images
 */
public record Poison(
    Model model,
    List<Implant> backdoors,
    String data,
    @Nullable String test,
    @Nullable Double rate,
    @Nullable Integer poisonCount,
    @Nullable Double cover,
    boolean cleanLabel,
    int epochs,
    @Key("lr") double learningRate,
    int trainBatch,
    boolean flip,
    double shift,
    boolean linear,
    String attack,
    @Nullable Double attackWeight,
    Pairs pairs,
    Reading reading,
    Compute compute)
    implements Task<PoisonResult> {
  public Poison {
    backdoors = List.copyOf(backdoors);
    if (backdoors.isEmpty()) {
      throw TbarException.usage("A poisoning needs a trigger and a target label.");
    }
    boolean marked = poisonCount != null || cover != null || cleanLabel;
    if (linear && !pairs.head()) {
      throw TbarException.usage(
          "--linear linearises the image tower under a head; --objective contrastive has none.");
    }
    if (marked && !pairs.head()) {
      throw TbarException.usage(
          "%s trains the image tower under the head; it does not go with --objective %s%s.",
          poisonCount != null ? "--poison-count" : cover != null ? "--cover" : "--clean-label",
          pairs.objective(),
          poisonCount != null ? ", which takes --poisoned" : "");
    }
    if (poisonCount != null && rate != null) {
      throw TbarException.usage("--rate and --poison-count both say how much; give one of them.");
    }
    if (poisonCount != null && poisonCount < 1) {
      throw TbarException.usage("--poison-count is %d; give at least 1.", poisonCount);
    }
    if (cover != null && !(cover >= 0 && cover <= 1)) {
      throw TbarException.usage("--cover is %s; give a share from 0 to 1.", cover);
    }
    if (!attack.equals("data") && !attack.equals(PoisonTask.BADMERGING)) {
      throw TbarException.usage("There is no attack \"%s\"; give data or badmerging.", attack);
    }
    if (attack.equals("data") && attackWeight != null) {
      throw TbarException.usage("--attack-weight goes with --attack badmerging.");
    }
    if (!attack.equals("data") && !pairs.head()) {
      throw TbarException.usage(
          "--attack badmerging trains the image tower under the head; it does not go with"
              + " --objective %s.",
          pairs.objective());
    }
  }

  /** With one backdoor and the defaults of the command. */
  public static Poison of(Model model, String data, String trigger, String target) {
    return new Poison(
        model,
        List.of(new Implant(trigger, target, 1)),
        data,
        null,
        null,
        null,
        null,
        false,
        3,
        1e-5,
        128,
        false,
        0,
        false,
        "data",
        null,
        Pairs.none(),
        Reading.defaults(),
        Compute.defaults());
  }

  /**
   * With another value of one setting, by the name of the command's option without its dashes
   * ("rate", "epochs", "lr").
   *
   * @throws TbarException USAGE where there is no such setting, or the value is none for it
   */
  public Poison with(String setting, @Nullable Object value) {
    return TaskSettings.with(this, setting, value);
  }

  /** Computed otherwise: on another device, with other threads, batches or another seed. */
  public Poison on(Compute other) {
    return TaskSettings.on(this, other);
  }

  @Override
  public String command() {
    return "poison";
  }
}
