/** The safetensors file format, read strictly and written reproducibly. */
@NullMarked
package io.tbar.safetensors;

import org.jspecify.annotations.NullMarked;
