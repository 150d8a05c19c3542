package io.tbar.cli;

import io.tbar.base.AtomicOutput;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.checkpoint.CheckpointWriter.Written;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.checkpoint.Converter;
import io.tbar.checkpoint.Layout;
import io.tbar.text.HfTokenizerFiles;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rewrites a checkpoint in another layout. */
@Command(
    name = "convert",
    header = "Rewrite a checkpoint in another layout, bit for bit.",
    description = "There and back gives the same bytes for every tensor. Prints the SHA-256.",
    footer = {"", "Example:", "  tbar convert model --layout openclip --out model-openclip"})
final class ConvertCommand extends BaseCommand {
  @Mixin ModelOptions options;

  @Option(
      names = "--layout",
      required = true,
      paramLabel = "LAYOUT",
      description = "hf (Hugging Face) or openclip.")
  Layout layout;

  @Mixin OutputOptions output;

  @Override
  public Integer call() throws Exception {
    if (!output.force) {
      AtomicOutput.refuseExisting(output.out);
    }
    try (Checkpoint checkpoint = Checkpoint.open(options.model, options.config)) {
      Written written =
          withProgress(
              progress ->
                  Converter.convert(
                      checkpoint,
                      layout,
                      output.out,
                      output.force,
                      folder -> addTokenizer(checkpoint.config(), folder),
                      progress));
      Hashes.print(out(), written);
    }
    return OK;
  }

  private void addTokenizer(ClipConfig config, Path folder) throws IOException {
    if (layout == Layout.HF) {
      HfTokenizerFiles.write(folder, config.text().vocabSize(), config.text().contextLength());
    }
  }
}
