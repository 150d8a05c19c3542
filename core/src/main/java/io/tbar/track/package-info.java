/** Curves and figures of runs for the tools that people watch experiments with: event files. */
@NullMarked
package io.tbar.track;

import org.jspecify.annotations.NullMarked;
