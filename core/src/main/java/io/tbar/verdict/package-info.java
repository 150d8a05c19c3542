/** From a scan's statistics to an answer with a known error rate: null sets, ranks, p-values. */
@NullMarked
package io.tbar.verdict;

import org.jspecify.annotations.NullMarked;
