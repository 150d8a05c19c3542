/** CLIP in one sitting: attention, block, image tower, text tower, zero-shot head. */
@NullMarked
package io.tbar.clip;

import org.jspecify.annotations.NullMarked;
