/** libtorch made safe: start-up, scopes, threads, devices, errors in one sentence. */
@NullMarked
package io.tbar.torch;

import org.jspecify.annotations.NullMarked;
