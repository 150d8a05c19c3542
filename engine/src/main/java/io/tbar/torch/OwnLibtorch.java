package io.tbar.torch;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * libtorch from the user's own PyTorch ({@code -Dtbar.libtorch=DIR}, its folder {@code torch/lib})
 * in place of the artefact's: the way to a graphics card for those who have PyTorch for it already.
 * Only the binding comes from the artefact, so versions should be close to its own.
 */
final class OwnLibtorch {
  /** In the order of their dependencies; those of CUDA may be missing. */
  private static final List<String> ORDER =
      List.of("libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so");

  private static final Pattern VERSION = Pattern.compile("__version__ = '([^']+)'");

  private OwnLibtorch() {}

  static boolean wanted() {
    return folder() != null;
  }

  /** Loads it, and the binding over it. */
  static void load() throws IOException {
    Path folder = folder();
    if (folder == null) {
      return;
    }
    if (!Files.isRegularFile(folder.resolve("libtorch_cpu.so"))) {
      throw TbarException.usage(
          "%s holds no libtorch_cpu.so: TBAR_LIBTORCH must be the folder torch/lib of a PyTorch.",
          folder);
    }
    List<Path> libraries = new ArrayList<>();
    ORDER.stream().map(folder::resolve).filter(Files::isRegularFile).forEach(libraries::add);
    for (Path library : libraries) {
      String fault = NativeCache.libraryFault(library.toRealPath());
      if (fault != null) {
        throw TbarException.usage(
            "TBAR_LIBTORCH: '%s' %s, so it is not loaded. Name a PyTorch that only you or the"
                + " machine's root can change.",
            library, fault);
      }
    }
    libraries.add(unpacked("javacpp", "libjnijavacpp.so"));
    libraries.add(unpacked("pytorch", "libjnitorch.so"));
    System.setProperty(DirectStart.SWITCH, "false");
    libraries.forEach(library -> System.load(library.toAbsolutePath().toString()));
  }

  /** Its version as PyTorch states it, or null where the artefact's libtorch is used. */
  static @Nullable String version() {
    Path folder = folder();
    if (folder == null) {
      return null;
    }
    try {
      Path file = folder.toAbsolutePath().resolveSibling("version.py");
      Matcher found = VERSION.matcher(Files.readString(file));
      return found.find() ? found.group(1) : "of unknown version";
    } catch (IOException e) {
      return "of unknown version";
    }
  }

  private static @Nullable Path folder() {
    String folder = System.getProperty("tbar.libtorch", "");
    return folder.isEmpty() ? null : Path.of(folder);
  }

  private static Path unpacked(String project, String name) throws IOException {
    Path file = Unpacked.library(project, name);
    if (file == null) {
      throw new UnsatisfiedLinkError("no binding for " + Loader.getPlatform());
    }
    return file;
  }
}
