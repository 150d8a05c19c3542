/**
 * Both towers trained on image–caption pairs: losses, cached gradients, poisoned pairs, resuming.
 */
@NullMarked
package io.tbar.contrast;

import org.jspecify.annotations.NullMarked;
