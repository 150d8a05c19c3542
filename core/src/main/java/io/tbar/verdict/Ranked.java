package io.tbar.verdict;

import io.tbar.measure.Statistic;
import org.jspecify.annotations.Nullable;

/**
 * A statistic among the null set's.
 *
 * @param rank 1 (least suspicious) … n + 1 (most), ties share the lowest; null without a null set
 * @param p of it alone, (1 + clean models at least as suspicious) / (n + 1); null without a null
 *     set
 */
public record Ranked(Statistic statistic, @Nullable Integer rank, @Nullable Double p) {}
