/**
 * A matrix of models, data, attacks, methods, seeds and budgets: what to compute, what is computed
 * already, and the tables of what came out. Knows nothing of how a stage does its work.
 */
@NullMarked
package io.tbar.experiment;

import org.jspecify.annotations.NullMarked;
