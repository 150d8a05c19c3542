/** The record of a run: what went in, what was done, what came out. */
@NullMarked
package io.tbar.result;

import org.jspecify.annotations.NullMarked;
