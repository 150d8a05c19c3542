/** Rates with counts and intervals: clean accuracy, attack success rate, shifts. */
@NullMarked
package io.tbar.measure;

import org.jspecify.annotations.NullMarked;
