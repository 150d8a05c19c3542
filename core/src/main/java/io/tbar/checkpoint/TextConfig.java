package io.tbar.checkpoint;

/**
 * The text tower.
 *
 * @param contextLength token positions of one text
 * @param vocabSize rows of the token table
 * @param width channels of a token
 * @param layers number of blocks
 * @param heads attention heads; divides {@code width}
 * @param mlpWidth channels inside a block's MLP
 * @param eosId id whose first position is pooled, or -1 to pool at the largest id (OpenAI, OpenCLIP
 *     and legacy HF files)
 */
public record TextConfig(
    int contextLength, int vocabSize, int width, int layers, int heads, int mlpWidth, int eosId) {}
