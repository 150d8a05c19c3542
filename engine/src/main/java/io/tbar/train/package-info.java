/** Fine-tuning: AdamW, schedule, losses, batches, poisoning. */
@NullMarked
package io.tbar.train;

import org.jspecify.annotations.NullMarked;
