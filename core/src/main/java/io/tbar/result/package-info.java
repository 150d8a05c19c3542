/**
 * The record of a run: what went in, what was done, what came out. {@link
 * io.tbar.result.RunRecorder} gathers it; its JSON Schema is the resource {@code
 * schema/result-1.json}.
 */
@NullMarked
package io.tbar.result;

import org.jspecify.annotations.NullMarked;
