/** Answers of a model to images, and fine-tuning: losses, AdamW, batches, poisoning. */
@NullMarked
package io.tbar.train;

import org.jspecify.annotations.NullMarked;
