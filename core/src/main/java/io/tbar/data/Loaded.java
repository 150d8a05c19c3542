package io.tbar.data;

import io.tbar.image.Pixels;

/**
 * A sample with its pixels.
 *
 * @param index of the sample in its data set
 */
public record Loaded(Sample sample, long index, Pixels pixels) {}
