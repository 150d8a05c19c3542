package io.tbar.verdict;

import java.util.Arrays;

/**
 * One p-value from several statistics: the tested model is pooled with the n clean ones, each
 * statistic ranks all n + 1, and a model's score is its ranks from the highest down, compared like
 * words. Ranking treats all n + 1 alike, so under exchangeability P(p ≤ α) ≤ α exactly, however the
 * statistics depend on one another. Comparing the largest rank alone would tie a model that tops
 * one statistic with those that top the others, and keep p from reaching 1/(n+1).
 */
final class MaxRank {
  private MaxRank() {}

  /**
   * @param pool one row a model, one column a statistic, more is more suspicious; the tested model
   *     is the last row
   * @return (1 + number of clean models that score at least as high) / (n + 1)
   */
  static double p(double[][] pool) {
    int[][] scores = new int[pool.length][];
    for (int i = 0; i < pool.length; i++) {
      scores[i] = score(pool, i);
    }
    int[] tested = scores[pool.length - 1];
    int atLeast = 1;
    for (int i = 0; i < pool.length - 1; i++) {
      if (Arrays.compare(scores[i], tested) >= 0) {
        atLeast++;
      }
    }
    return (double) atLeast / pool.length;
  }

  /** Ranks from the highest down. Equal values share the lowest rank, so censored ones have 1. */
  static int[] score(double[][] pool, int row) {
    int[] ranks = new int[pool[row].length];
    for (int j = 0; j < ranks.length; j++) {
      ranks[j] = rank(pool, row, j);
    }
    Arrays.sort(ranks);
    for (int a = 0, b = ranks.length - 1; a < b; a++, b--) {
      int swap = ranks[a];
      ranks[a] = ranks[b];
      ranks[b] = swap;
    }
    return ranks;
  }

  /** 1 + number of models in the pool with a smaller value. */
  static int rank(double[][] pool, int row, int column) {
    int rank = 1;
    for (double[] other : pool) {
      if (other[column] < pool[row][column]) {
        rank++;
      }
    }
    return rank;
  }
}
