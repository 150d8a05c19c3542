package io.tbar;

/**
 * One backdoor of a poisoning.
 *
 * @param trigger short form or file
 * @param target name of a class
 * @param share of the poisoned samples, in (0, 1]; those of all backdoors add up to 1
 */
public record Implant(String trigger, String target, double share) {}
