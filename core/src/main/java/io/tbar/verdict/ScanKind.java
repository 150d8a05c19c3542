package io.tbar.verdict;

/**
 * What must agree before two scans may be compared.
 *
 * @param architecture of the model
 * @param configuration SHA-256 of the scanner's settings
 * @param images SHA-256 over the content of the images
 */
public record ScanKind(String architecture, String configuration, String images) {}
