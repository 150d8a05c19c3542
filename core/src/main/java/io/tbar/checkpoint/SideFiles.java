package io.tbar.checkpoint;

import io.tbar.base.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which files of a checkpoint's folder go along with a copy: never other weights. */
final class SideFiles {
  private static final long LARGEST = 64L << 20;

  private static final Set<String> WEIGHTS =
      Set.of(
          "safetensors",
          "bin",
          "pt",
          "pth",
          "ckpt",
          "pkl",
          "pickle",
          "h5",
          "msgpack",
          "onnx",
          "gguf",
          "npz",
          "npy",
          "tflite",
          "ot",
          "pb");

  private SideFiles() {}

  static List<Path> of(ModelFiles place) {
    List<Path> kept = new ArrayList<>();
    for (Path file : ModelFiles.list(place.model())) {
      if (isSideFile(file, place.layout())) {
        kept.add(file);
      }
    }
    return kept;
  }

  private static boolean isSideFile(Path file, @org.jspecify.annotations.Nullable Layout layout) {
    String name = file.getFileName().toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    // The other world's configuration would promise weights that are not written.
    String foreign = layout == Layout.HF ? ModelFiles.OPENCLIP_CONFIG : ModelFiles.HF_CONFIG;
    return !name.startsWith(".")
        && !WEIGHTS.contains(extension)
        && !name.endsWith(".index.json")
        && !name.equals(foreign)
        && size(file) <= LARGEST;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
  }
}
