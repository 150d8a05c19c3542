package io.tbar.verdict;

/**
 * How much further a label can be driven than on the trusted base.
 *
 * @param excess mean over the families of the margin less the base's, in logits
 * @param leads number of families in which no other label has a larger excess
 */
public record LabelExcess(String label, double excess, int leads) {}
