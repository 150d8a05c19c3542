/**
 * Backdoor triggers: patches, blends, stripes, triangles, letters, warps, sines, and their
 * declarative files.
 */
@NullMarked
package io.tbar.trigger;

import org.jspecify.annotations.NullMarked;
