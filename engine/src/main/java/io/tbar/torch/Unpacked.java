package io.tbar.torch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Natives of the artefacts, as files of the cache folder. */
final class Unpacked {
  private Unpacked() {}

  /**
   * Unpacks a library where that was not done yet.
   *
   * @param project {@code javacpp}, {@code pytorch}, {@code mkl}
   * @return null where no artefact on the class path has it
   */
  static @Nullable Path library(String project, String name) throws IOException {
    String resource = "/org/bytedeco/" + project + "/" + Loader.getPlatform() + "/" + name;
    File file = Loader.cacheResource(torch.class, resource);
    return file == null ? null : file.toPath();
  }
}
