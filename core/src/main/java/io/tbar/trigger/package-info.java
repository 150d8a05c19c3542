/** Backdoor triggers: patches, blends, warps, sines, and their declarative files. */
@NullMarked
package io.tbar.trigger;

import org.jspecify.annotations.NullMarked;
