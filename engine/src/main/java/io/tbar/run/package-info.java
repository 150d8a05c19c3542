/** Whole runs: from what a user names to a folder with checkpoint, record and report. */
@NullMarked
package io.tbar.run;

import org.jspecify.annotations.NullMarked;
