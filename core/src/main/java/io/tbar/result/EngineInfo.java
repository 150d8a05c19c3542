package io.tbar.result;

/**
 * The tensor engine of a run.
 *
 * @param name "libtorch"
 * @param version version of the native library and of its Java binding
 * @param device "cpu", or the name of the accelerator
 * @param threads threads of the engine; with the seeds and the version they decide the bytes of the
 *     result
 */
public record EngineInfo(String name, String version, String device, int threads) {}
