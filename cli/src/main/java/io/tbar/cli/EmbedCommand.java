package io.tbar.cli;

import io.tbar.base.AtomicOutput;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.base.TextFile;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.clip.Clip;
import io.tbar.clip.Embedder;
import io.tbar.data.DataSets;
import io.tbar.data.ImageData;
import io.tbar.data.Loaded;
import io.tbar.data.PixelLoader;
import io.tbar.data.PixelPass;
import io.tbar.image.Pixels;
import io.tbar.image.Preprocess;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import io.tbar.text.Tokenizer;
import io.tbar.text.Tokenizers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes embeddings, so that anyone can hold them against another stack. */
@Command(
    name = "embed",
    header = "Write the embeddings of images and texts.",
    description =
        "Writes 'image_embeds' [images in name order, D] and 'text_embeds' [lines in order, D] as"
            + " float32, not normalised. Images that cannot be used are left out and named.",
    footer = {
      "",
      "Example:",
      "  tbar embed model --images photos --texts captions.txt --out embeds.safetensors"
    })
final class EmbedCommand extends BaseCommand {
  private static final int MOST_TEXTS = 1_000_000;
  private static final Map<String, String> METADATA = Map.of("format", "pt", "tbar", "embeddings");

  @Mixin ModelOptions options;

  @Option(names = "--images", paramLabel = "DATA", description = "Folder, tar shards or table.")
  @Nullable String images;

  @Option(names = "--texts", paramLabel = "FILE", description = "UTF-8, one text a line.")
  @Nullable Path texts;

  @Mixin LoadingOptions loading;
  @Mixin RunOptions run;
  @Mixin OutputOptions output;

  private final List<String> skipped = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (images == null && texts == null) {
      throw TbarException.usage("Nothing to embed; give --images, --texts or both.");
    }
    Checks.positive("--batch", run.batch);
    if (!output.force) {
      AtomicOutput.refuseExisting(output.out);
    }
    List<String> lines = texts == null ? List.of() : lines(texts);
    ImageData data = images == null ? null : sorted(DataSets.open(images, null));
    List<TensorData> tensors = withProgress(progress -> embed(data, lines, progress));
    AtomicOutput.file(
        output.out, output.force, path -> SafetensorsWriter.write(path, METADATA, tensors));
    if (data != null) {
      data.notes().forEach(console().err()::println);
    }
    skipped.forEach(name -> console().err().println("Skipped " + name));
    for (TensorData tensor : tensors) {
      out().printf("%s [%d, %d]%n", tensor.name(), tensor.shape()[0], tensor.shape()[1]);
    }
    return OK;
  }

  private List<TensorData> embed(@Nullable ImageData data, List<String> lines, Progress progress) {
    Map<String, float[][]> rows = new LinkedHashMap<>();
    try (Checkpoint checkpoint = Checkpoint.open(options.model, options.config)) {
      Tokenizer tokenizer =
          lines.isEmpty()
              ? null
              : Tokenizers.forCheckpoint(
                  checkpoint.folder(), checkpoint.layout(), checkpoint.config().text());
      Libtorch.start(run.threads, progress);
      try (Clip clip = Clip.load(checkpoint)) {
        Embedder embedder = new Embedder(clip, run.batch, progress);
        if (data != null) {
          rows.put("image_embeds", images(embedder, clip, data));
        }
        if (tokenizer != null) {
          rows.put("text_embeds", embedder.texts(tokenizer, lines));
        }
      }
    }
    List<TensorData> tensors = new ArrayList<>();
    rows.forEach((name, values) -> tensors.add(tensor(name, values)));
    return tensors;
  }

  private float[][] images(Embedder embedder, Clip clip, ImageData data) {
    Preprocess preprocess =
        new Preprocess(clip.config().preprocess(), clip.config().vision().imageSize());
    try (PixelLoader loader = new PixelLoader(data, preprocess, loading.toLoadOptions());
        PixelPass pass = loader.pass()) {
      float[][] rows = embedder.images(pixels(pass), data.size());
      Skipped.refuseNone(loader, rows.length);
      skipped.addAll(loader.skippedNames());
      return rows;
    }
  }

  private static Iterator<Pixels> pixels(Iterator<Loaded> images) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return images.hasNext();
      }

      @Override
      public Pixels next() {
        return images.next().pixels();
      }
    };
  }

  private static ImageData sorted(ImageData data) {
    return new ImageData(
        data.name(),
        data.samples().stream().sorted(Comparator.comparing(sample -> sample.key())).toList(),
        data.classes(),
        data.notes());
  }

  private static TensorData tensor(String name, float[][] rows) {
    int width = rows[0].length;
    float[] values = new float[Math.multiplyExact(rows.length, width)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * width, width);
    }
    return TensorData.ofFloats(name, new long[] {rows.length, width}, values);
  }

  private static List<String> lines(Path file) {
    List<String> lines = TextFile.lines(file, "the text file", MOST_TEXTS);
    if (lines.isEmpty()) {
      throw TbarException.badInput("'%s' holds no text; give one a line.", file);
    }
    return lines;
  }
}
