package io.tbar.image;

/**
 * One colour component of a JPEG picture, in whole MCUs.
 *
 * @param id what scans call it
 * @param across sampling factor, blocks of an MCU across
 * @param down sampling factor, blocks of an MCU down
 * @param table of its quantisation
 * @param blocksAcross blocks in a row, padded to whole MCUs
 * @param blocksDown rows of blocks, padded to whole MCUs
 * @param width samples across that belong to the picture
 * @param height samples down that belong to the picture
 * @param coefficients 64 a block in natural order, not yet scaled
 */
@SuppressWarnings("ArrayRecordComponent") // filled scan by scan, never compared
record JpegPart(
    int id,
    int across,
    int down,
    int table,
    int blocksAcross,
    int blocksDown,
    int width,
    int height,
    short[] coefficients) {}
