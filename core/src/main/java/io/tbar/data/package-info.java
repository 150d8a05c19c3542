/**
 * Labelled and captioned images from folders, WebDataset shards and tables; splits; parallel
 * loading.
 */
@NullMarked
package io.tbar.data;

import org.jspecify.annotations.NullMarked;
