package io.tbar.checkpoint;

import io.tbar.base.AtomicOutput;
import io.tbar.base.IoConsumer;
import io.tbar.base.Json;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import io.tbar.safetensors.TensorInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites a checkpoint in another layout. Exact: every value keeps its bits and its dtype, so that
 * there and back gives the same bytes for every tensor. Buffers that no tower reads are dropped.
 */
public final class Converter {
  /** Files that speak of one layout only. */
  private static final Set<String> OF_ONE_LAYOUT =
      Set.of(
          ModelFiles.HF_CONFIG,
          ModelFiles.OPENCLIP_CONFIG,
          "preprocessor_config.json",
          "processor_config.json",
          "README.md");

  private Converter() {}

  /**
   * Writes a folder of the given layout: one file of weights, the configuration, and the tokenizer
   * and other side files of the input.
   *
   * @param finish adds files to the folder before it becomes visible
   * @throws io.tbar.base.TbarException where the layout cannot express the model
   */
  public static CheckpointWriter.Written convert(
      Checkpoint from,
      Layout to,
      Path out,
      boolean force,
      IoConsumer<Path> finish,
      Progress progress) {
    AtomicOutput.refuseInput(out, from.path());
    ClipConfig config = from.config();
    if (to == Layout.HF && config.vision().isResNet()) {
      throw TbarException.badInput(
          "'%s' has a ResNet image tower, and Hugging Face has no such CLIP model; it stays in"
              + " OpenCLIP's layout, whose names are OpenAI's own.",
          from.path());
    }
    List<TensorData> tensors = tensors(from, to, progress);
    String weights = to == Layout.HF ? ModelFiles.HF_WEIGHTS : ModelFiles.OPENCLIP_WEIGHTS;
    Map<String, String> hashes = new LinkedHashMap<>();
    AtomicOutput.folder(
        out,
        force,
        folder -> {
          writeConfig(config, from, to, folder);
          for (Path file : from.sideFiles()) {
            String name = file.getFileName().toString();
            if (!OF_ONE_LAYOUT.contains(name)) {
              Files.write(folder.resolve(name), Files.readAllBytes(file));
            }
          }
          hashes.put(
              weights,
              SafetensorsWriter.write(folder.resolve(weights), SafetensorsWriter.PT, tensors));
          finish.accept(folder);
          noteTokenizer(to, folder, progress);
        });
    CheckpointWriter.Written written = new CheckpointWriter.Written(out, hashes);
    CheckpointWriter.readBack(written);
    return written;
  }

  private static void noteTokenizer(Layout to, Path folder, Progress progress) {
    if (to == Layout.HF
        && !Files.exists(folder.resolve("tokenizer.json"))
        && !Files.exists(folder.resolve("vocab.json"))) {
      progress.note(
          "The input holds no tokenizer files; put tokenizer.json, or vocab.json and merges.txt,"
              + " beside the weights before Hugging Face's tools read texts with it.");
    }
  }

  private static void writeConfig(ClipConfig config, Checkpoint from, Layout to, Path folder) {
    if (to == Layout.HF) {
      Json.write(
          folder.resolve(ModelFiles.HF_CONFIG),
          ConfigWriter.hf(config, from.canonical().dtype("visual.proj")),
          false);
      Json.write(
          folder.resolve("preprocessor_config.json"), ConfigWriter.hfPreprocessor(config), false);
    } else {
      Json.write(folder.resolve(ModelFiles.OPENCLIP_CONFIG), ConfigWriter.openClip(config), false);
    }
  }

  private static List<TensorData> tensors(Checkpoint from, Layout to, Progress progress) {
    CanonicalTensors canonical = from.canonical();
    NameMap names = NameMap.of(to);
    List<TensorData> tensors = new ArrayList<>();
    canonical
        .shapes()
        .forEach(
            (name, shape) -> {
              NameMap.Source source = canonical.source(name);
              NameMap.Source target = names.source(name);
              List<TensorInfo> parts = source.names().stream().map(from::info).toList();
              long total = parts.stream().mapToLong(TensorInfo::size).sum();
              int count = target.names().size();
              for (int i = 0; i < count; i++) {
                tensors.add(
                    new ConvertedTensor(
                        target.names().get(i),
                        parts.get(0).dtype(),
                        TensorCheck.ownShape(shape, target),
                        from,
                        parts,
                        total / count * i,
                        total / count,
                        source.transposed() != target.transposed(),
                        progress));
              }
            });
    return tensors;
  }
}
