package io.tbar.torch;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Intel's matrix product in place of OpenBLAS's, where the processor is Intel's and the artefact
 * {@code org.bytedeco:mkl:…-redist} is on the class path: a tenth more images a second in training.
 * On other processors OpenBLAS is the faster one (docs/engine.md). The property {@code tbar.blas}
 * decides otherwise: {@code mkl}, {@code openblas}, or {@code auto}.
 *
 * <p>libtorch is linked to OpenBLAS. Symbols that were loaded for everyone before it are found
 * first, so its calls of {@code sgemm_} arrive here. Of complex dot products, whose convention
 * differs between the two, a CLIP has none.
 */
final class Mkl {
  /** libtorch's own, which MKL's threads are too. */
  private static final String OPENMP = "libgomp.so.1";

  /** Each needs what stands before it. */
  private static final List<String> LIBRARIES =
      List.of(OPENMP, "libmkl_core.so.2", "libmkl_gnu_thread.so.2", "libmkl_intel_lp64.so.2");

  private static final Set<String> AVX512 =
      Set.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

  private static final Pattern VERSION = Pattern.compile("mkl-([\\d.]+)-");

  private static @Nullable String version;

  private Mkl() {}

  /** The part of MKL for this processor ({@code avx512}, {@code avx2}), or null: not to be used. */
  static @Nullable String kernel() {
    String choice = choice();
    if (!List.of("auto", "mkl", "openblas").contains(choice)) {
      throw TbarException.usage(
          "%s is no matrix product known here: TBAR_BLAS is auto, mkl or openblas.", choice);
    }
    if (choice.equals("openblas")
        || OwnLibtorch.wanted()
        || !Loader.getPlatform().equals("linux-x86_64")) {
      return null;
    }
    return kernel(processor(), choice.equals("mkl"));
  }

  /**
   * @param processor lines of {@code /proc/cpuinfo}
   * @param anyVendor whether also where OpenBLAS is the faster one
   */
  static @Nullable String kernel(List<String> processor, boolean anyVendor) {
    if (!anyVendor && !value(processor, "vendor_id").equals("GenuineIntel")) {
      return null;
    }
    Set<String> flags = Set.copyOf(List.of(value(processor, "flags").split(" ")));
    return flags.containsAll(AVX512) ? "avx512" : flags.contains("avx2") ? "avx2" : null;
  }

  /**
   * Unpacks what is needed, once; nothing where the artefact is not there.
   *
   * @param kernel as {@link #kernel()} has it
   */
  static List<Path> unpack(String kernel) throws IOException {
    List<String> names = new ArrayList<>(LIBRARIES);
    // Looked for by MKL itself beside its core, and where it is missing the process ends.
    names.add("libmkl_" + kernel + ".so.2");
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      Path file = Unpacked.library(name.equals(OPENMP) ? "pytorch" : "mkl", name);
      if (file == null) {
        return without(name);
      }
      files.add(file);
    }
    return files;
  }

  private static List<Path> without(String name) {
    if (choice().equals("mkl")) {
      throw TbarException.usage(
          "TBAR_BLAS is mkl, but %s is not on the class path: add org.bytedeco:mkl with the"
              + " classifier linux-x86_64-redist.",
          name);
    }
    return List.of();
  }

  /** Makes it the product of everything that is loaded later. */
  static void load(List<Path> files) {
    Loader.load(Pointer.class);
    files.forEach(Mkl::load);
  }

  /** One library, seen by all others. */
  static void load(Path file) {
    Loader.loadGlobal(file.toString());
    Matcher found = VERSION.matcher(file.toString());
    if (found.find()) {
      version = found.group(1);
    }
  }

  /** Whether a library must be seen by all others, as MKL finds its own parts so. */
  static boolean global(String library) {
    return library.startsWith("libmkl_") || library.equals(OPENMP);
  }

  /** Version of the one in use, or null where it is OpenBLAS. */
  static @Nullable String version() {
    return version;
  }

  private static String choice() {
    return System.getProperty("tbar.blas", "auto");
  }

  /** Of the first one: the kernel asks every one anew, and there may be hundreds. */
  private static List<String> processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines.takeWhile(line -> !line.isBlank()).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static String value(List<String> processor, String key) {
    return processor.stream()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("");
  }
}
