package io.tbar.data;

import org.jspecify.annotations.Nullable;

/**
 * One image of a data set, not yet decoded.
 *
 * @param key its name inside the data set, unique, in the order of the data set
 * @param source where its bytes are
 * @param label class index, or -1 where it has none
 * @param caption its text, or null where it has none
 */
public record Sample(String key, ByteSource source, int label, @Nullable String caption) {}
