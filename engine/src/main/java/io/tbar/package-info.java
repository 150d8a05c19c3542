/**
 * The front door: {@link io.tbar.Tbar} runs tasks. A task is one record; the command line fills the
 * same record, and its settings stand in result.json.
 */
@NullMarked
package io.tbar;

import org.jspecify.annotations.NullMarked;
