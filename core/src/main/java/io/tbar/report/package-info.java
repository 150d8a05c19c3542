/** The report a person reads: one HTML file, and the model card. */
@NullMarked
package io.tbar.report;

import org.jspecify.annotations.NullMarked;
