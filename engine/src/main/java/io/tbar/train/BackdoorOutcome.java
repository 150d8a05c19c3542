package io.tbar.train;

/**
 * What a poisoning made of one of its backdoors.
 *
 * @param implanted the backdoor and its share of the poison
 * @param poisoned training samples with its trigger and its label
 * @param before the checkpoint as it came, under this trigger
 * @param after the infected one, under this trigger
 */
public record BackdoorOutcome(
    BackdoorShare implanted, int poisoned, Measured before, Measured after) {}
