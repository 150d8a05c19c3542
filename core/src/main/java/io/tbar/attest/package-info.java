/**
 * What others can check of an audit: a bill of materials of the checkpoint (CycloneDX ML-BOM) and a
 * statement with the verdict (in-toto), both over digests, both ready to be signed.
 */
@NullMarked
package io.tbar.attest;

import org.jspecify.annotations.NullMarked;
