package io.tbar.method;

import io.tbar.measure.Excess;
import io.tbar.measure.Rate;
import org.jspecify.annotations.Nullable;

/**
 * One measured coefficient. Racing gives hopeless coefficients few images, so every rate carries
 * its own counts.
 *
 * @param alpha the coefficient
 * @param clean clean accuracy, or agreement with θ_b where there are no labels
 * @param kept {@code clean} divided by θ_b's on the same images; 1 keeps everything. Without
 *     labels, where own answers are searched for, the accuracy to be expected in place of {@code
 *     clean}: θ_b's probabilities of the answers ({@link Validation#believed})
 * @param attackSuccess share of triggered images of other classes that are answered with the target
 * @param triggeredAccuracy share of the same images answered with their true class
 * @param ownAnswersBack share of the same images answered as θ_b answers them without the trigger
 * @param excess attack success beyond the target's share without trigger, over the images seen both
 *     ways; null where there is none
 * @param thirdClass largest share of the same images that went to one wrong class other than the
 *     target
 * @param thirdClassIndex that class, or -1 where there is none
 * @param norm ‖α·τ‖
 */
public record CurvePoint(
    double alpha,
    Rate clean,
    double kept,
    Rate attackSuccess,
    Rate triggeredAccuracy,
    Rate ownAnswersBack,
    @Nullable Excess excess,
    Rate thirdClass,
    int thirdClassIndex,
    double norm) {}
