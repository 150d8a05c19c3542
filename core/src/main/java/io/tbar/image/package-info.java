/** Pictures to pixels: decoding, Pillow's bicubic resize, centre crop. */
@NullMarked
package io.tbar.image;

import org.jspecify.annotations.NullMarked;
