package io.tbar.train;

import io.tbar.image.Pixels;

/** A picture and the class it is to be answered with. */
public record Example(Pixels pixels, int label) {}
