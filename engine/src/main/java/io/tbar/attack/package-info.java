/** Triggers that are optimised against a model: BadCLIP's patch, BadMerging's universal trigger. */
@NullMarked
package io.tbar.attack;

import org.jspecify.annotations.NullMarked;
