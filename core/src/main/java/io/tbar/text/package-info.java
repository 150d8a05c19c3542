/**
 * Text to token ids: byte-level BPE in the Hugging Face and the OpenCLIP flavour, prompt templates.
 */
@NullMarked
package io.tbar.text;

import org.jspecify.annotations.NullMarked;
