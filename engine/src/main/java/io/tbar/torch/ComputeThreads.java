package io.tbar.torch;

import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/**
 * The number of compute threads, for libtorch's own loops and for OpenBLAS.
 *
 * <p>OpenBLAS keeps threads of its own, as many as there are processors, of which libtorch knows
 * nothing. On a busy machine they wait for each other: a product of microseconds took milliseconds.
 */
final class ComputeThreads {
  private static boolean blasFound;

  private ComputeThreads() {}

  static void set(int count) {
    torch.set_num_threads(count);
    if (blasFound) {
      openblas_nolapack.blas_set_num_threads(count);
    }
  }

  /** Makes OpenBLAS's symbols findable, once, after it was loaded. */
  static void find(Iterable<String> libraries) {
    for (String library : libraries) {
      String name = String.valueOf(Path.of(library).getFileName());
      if (name.startsWith("libopenblas.")) {
        Loader.loadGlobal(library);
        blasFound = Loader.addressof("openblas_set_num_threads") != null;
      }
    }
  }
}
