package io.tbar.benchmarks;

import io.tbar.safetensors.SafetensorsWriter;
import java.nio.file.Path;

/** Writes a checkpoint of CLIP ViT-B/32's size with random weights: {@code WriteB32 FILE}. */
public final class WriteB32 {
  private WriteB32() {}

  /** Takes the file to write. */
  public static void main(String[] args) {
    Apply.write(Path.of(args[0]), SafetensorsWriter.PT, name -> true, 0.035);
  }
}
