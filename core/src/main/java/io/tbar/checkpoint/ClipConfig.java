package io.tbar.checkpoint;

/**
 * The architecture of a CLIP model, independent of the layout it was read from.
 *
 * @param embedDim channels of both embeddings
 * @param layerNormEps epsilon inside the root of every layer norm
 */
public record ClipConfig(
    VisionConfig vision,
    TextConfig text,
    int embedDim,
    Activation activation,
    double layerNormEps,
    PreprocessConfig preprocess) {}
