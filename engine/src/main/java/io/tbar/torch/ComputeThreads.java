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

  static synchronized void set(int count) {
    torch.set_num_threads(count);
    blas(count);
  }

  /** Whether the two counts can be told apart, which threads that compute alone need. */
  static boolean apart() {
    return blasFound;
  }

  /** Threads of OpenBLAS, for products of every thread of the process. */
  static void blas(int count) {
    if (blasFound) {
      openblas_nolapack.blas_set_num_threads(count);
    }
  }

  /** The calling thread's loops of libtorch run in it alone from now on; other threads' do not. */
  static synchronized void aloneHere() {
    // Asking makes libtorch take the thread's share of the common number, once; after it ours
    // holds.
    int common = torch.get_num_threads();
    torch.set_num_threads(1);
    Thread other = new Thread(() -> torch.set_num_threads(common));
    other.start();
    try {
      other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
