package io.tbar.report;

import org.jspecify.annotations.Nullable;

/**
 * The checkpoint that another was made from.
 *
 * @param name folder name, or the name under which it is published
 * @param library "transformers" or "open_clip": what opens the folder
 * @param card text of its README.md, or null where it has none; the licence is taken from it
 */
public record BaseModel(String name, String library, @Nullable String card) {}
