/**
 * Looks for a backdoor that nobody told of: triggers by inversion, the label that they lead to, and
 * the numbers that tell an infected model from a clean one.
 */
@NullMarked
package io.tbar.invert;

import org.jspecify.annotations.NullMarked;
