package io.tbar.invert;

import io.tbar.measure.Rate;
import io.tbar.trigger.Trigger;

/**
 * A trigger that inversion found, measured on held-out images after rounding to 8 bits.
 *
 * @param family the back-end that found it ("patch", "additive", …)
 * @param trigger acts on pictures of the model's size; can be saved as a trigger file
 * @param size how large the perturbation is, in the unit of its family
 * @param sizeMeaning what the size is ("mean of the mask")
 * @param change root mean square change of a pixel value on held-out images, in [0, 1]: the common
 *     unit of all families
 * @param label class that most triggered held-out images are predicted as
 * @param effect share of the held-out images predicted as that class with the trigger, of those
 *     that are not without it
 * @param cosine mean pairwise cosine of the triggered held-out embeddings, in [-1, 1]
 * @param usable whether the effect is large enough to call it a trigger
 */
public record InvertedTrigger(
    String family,
    Trigger trigger,
    double size,
    String sizeMeaning,
    double change,
    int label,
    Rate effect,
    double cosine,
    boolean usable) {}
