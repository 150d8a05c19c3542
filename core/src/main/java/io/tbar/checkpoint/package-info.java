/** CLIP checkpoints on disk: layouts, configuration, names, inspection, conversion, writing. */
@NullMarked
package io.tbar.checkpoint;

import org.jspecify.annotations.NullMarked;
