package io.tbar.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The checkpoint that a command works on. */
final class ModelOptions {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description =
          "A Hugging Face folder (config.json and model.safetensors, or shards with their index), an"
              + " OpenCLIP folder (open_clip_config.json and open_clip_model.safetensors), or a"
              + " bare .safetensors file with --config.")
  Path model;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The config.json or open_clip_config.json of a bare .safetensors file.")
  @Nullable Path config;
}
