/** Task vectors as values: make, negate, scale, add, compare, apply to a checkpoint as a stream. */
@NullMarked
package io.tbar.vector;

import org.jspecify.annotations.NullMarked;
