package io.tbar.train;

import io.tbar.trigger.Trigger;

/**
 * A trigger and what it is to make the model say.
 *
 * @param target class index
 */
public record Backdoor(Trigger trigger, int target) {}
