package io.tbar.attack;

import io.tbar.trigger.Trigger;
import java.util.List;
import java.util.Map;

/**
 * A patch and how it was found.
 *
 * @param trigger acts on pictures of the model's size; can be saved as a trigger file
 * @param curves each part of the loss by name, a value a step
 */
public record OptimisedPatch(Trigger trigger, Map<String, List<Double>> curves) {}
