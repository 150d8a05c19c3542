/** Removing a backdoor: estimators of the trigger vector, coefficient search, rounds. */
@NullMarked
package io.tbar.method;

import org.jspecify.annotations.NullMarked;
