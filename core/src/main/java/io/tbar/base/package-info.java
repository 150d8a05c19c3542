/**
 * What every other package stands on: errors with an exit code, progress, atomic output, hashes,
 * JSON.
 */
@NullMarked
package io.tbar.base;

import org.jspecify.annotations.NullMarked;
