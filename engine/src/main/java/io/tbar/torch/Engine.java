package io.tbar.torch;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Starts libtorch. Call {@link #start} before anything else of the engine. */
public final class Engine {
  private static int threads;
  private static String preferred = "cpu";

  static {
    NativeSettings.apply();
  }

  private Engine() {}

  /**
   * Names the device of every later {@link #start(int)} of this process; {@code cpu} until then.
   * Whether the machine has it shows when the engine starts.
   *
   * @param device {@code cpu} or {@code cuda}
   * @throws TbarException where there is no device of that name
   */
  public static synchronized void prefer(String device) {
    preferred = ComputeDevice.known(device);
  }

  /**
   * Loads libtorch, once; later calls only change the number of threads.
   *
   * @param wanted compute threads from 1 to the number of processors, or 0 for all of them
   * @throws TbarException where the count is out of range or the natives cannot be loaded
   */
  public static synchronized void start(int wanted) {
    start(wanted, preferred);
  }

  /**
   * As {@link #start(int)}, on a device of choice, which holds for everything made afterwards.
   *
   * @param device {@code cpu} or {@code cuda}
   */
  public static synchronized void start(int wanted, String device) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (wanted < 0 || wanted > processors) {
      throw TbarException.usage(
          "%d threads asked for, but this machine has %d processors: give 1 to %d, or 0 for all.",
          wanted, processors, processors);
    }
    int count = wanted == 0 ? processors : wanted;
    if (threads == 0) {
      load();
    }
    if (threads != count) {
      ComputeThreads.set(count);
      threads = count;
    }
    ComputeDevice.use(device);
  }

  /** Where tensors live: {@code cpu} or {@code cuda}. */
  public static synchronized String device() {
    return ComputeDevice.name();
  }

  /** Compute threads in use, 0 before {@link #start}. */
  public static synchronized int threads() {
    return threads;
  }

  /**
   * Whether {@link #start} still has to unpack the natives (450 to 650 MB, a few seconds, once per
   * user and version). Ask before starting, to tell the user what takes so long.
   */
  public static boolean firstRun() {
    if (OwnLibtorch.wanted()) {
      return false;
    }
    String jar = "pytorch-" + binding() + "-" + Loader.getPlatform();
    String[] unpacked = cacheFolder().toFile().list((folder, name) -> name.startsWith(jar));
    return unpacked == null || unpacked.length == 0;
  }

  /**
   * Where the natives are unpacked: {@code TBAR_CACHE} or {@code -Dtbar.cache=DIR}, JavaCPP's own
   * {@code -Dorg.bytedeco.javacpp.cachedir=DIR}, or a folder of the user's home.
   */
  public static Path cacheFolder() {
    try {
      return Loader.getCacheDir().toPath();
    } catch (IOException e) {
      throw unloadable(e);
    }
  }

  /**
   * Version of the libtorch binding, as in its artefact, and of libtorch where it is not its own,
   * and of MKL where products are made by it.
   */
  public static String version() {
    String own = OwnLibtorch.version();
    if (own != null) {
      return binding() + " over libtorch " + own;
    }
    return Mkl.version() == null ? binding() : binding() + " with MKL " + Mkl.version();
  }

  private static String binding() {
    try {
      return String.valueOf(Loader.getVersion("org.bytedeco", "pytorch"));
    } catch (IOException e) {
      throw unloadable(e);
    }
  }

  private static void load() {
    try {
      if (OwnLibtorch.wanted()) {
        NativeContents contents = NativeContents.verify(cacheFolder());
        OwnLibtorch.load();
        torch.get_num_threads();
        contents.remember();
        return;
      }
      String kernel = Mkl.kernel();
      Path list = list(kernel);
      List<String> direct = DirectStart.wanted() ? DirectStart.load(list) : List.of();
      if (!direct.isEmpty()) {
        torch.get_num_threads();
        ComputeThreads.find(direct);
        return;
      }
      NativeContents contents = NativeContents.verify(cacheFolder());
      List<Path> mkl = kernel == null ? List.of() : Mkl.unpack(kernel);
      Mkl.load(mkl);
      torch.get_num_threads();
      ComputeThreads.find(Loader.getLoadedLibraries().values());
      contents.remember();
      if (DirectStart.wanted()) {
        DirectStart.remember(list, mkl);
      }
    } catch (LinkageError | IOException e) {
      throw unloadable(e);
    }
  }

  /** Another processor's list would name another part of MKL. */
  private static Path list(@Nullable String kernel) {
    String product = kernel == null ? "" : "-mkl-" + kernel;
    return cacheFolder()
        .resolve("tbar-" + binding() + "-" + Loader.getPlatform() + product + ".loaded");
  }

  private static TbarException unloadable(Throwable cause) {
    return new TbarException(
        TbarException.Kind.INTERNAL,
        "libtorch could not be loaded for "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ": "
            + TorchErrors.firstLine(cause)
            + "; check that the folder "
            + System.getProperty(NativeCache.PROPERTY)
            + " has 700 MB free, or name another one with TBAR_CACHE=FOLDER.",
        cause);
  }
}
