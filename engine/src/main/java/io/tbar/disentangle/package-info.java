/** Weight disentanglement: what a model answers over the plane of two task vectors. */
@NullMarked
package io.tbar.disentangle;

import org.jspecify.annotations.NullMarked;
