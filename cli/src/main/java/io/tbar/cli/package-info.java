/** The command {@code tbar}. */
@NullMarked
package io.tbar.cli;

import org.jspecify.annotations.NullMarked;
