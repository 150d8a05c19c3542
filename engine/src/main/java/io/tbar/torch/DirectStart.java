package io.tbar.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/**
 * Loads the natives that an earlier start unpacked without JavaCPP's search for them, which takes
 * longer than the loading itself. For programs of our own only ({@code -Dtbar.direct-start=true}),
 * because it switches JavaCPP's own loading off for the whole process.
 *
 * <p>A list beside the unpacked files tells what was loaded, with sizes and times; whatever does
 * not match it goes the usual way.
 */
final class DirectStart {
  /** Off means that JavaCPP takes everything for loaded. */
  static final String SWITCH = "org.bytedeco.javacpp.loadlibraries";

  /** In the order of their dependencies; any other library means: not a setup known here. */
  private static final List<String> ORDER =
      List.of(
          "libjnijavacpp.so",
          "libgcc_s.so.1",
          "libquadmath.so.0",
          "libgfortran.so.5",
          "libopenblas_nolapack.so.0",
          "libjniopenblas_nolapack.so",
          "libopenblas.so.0",
          "libgomp.so.1",
          "libc10.so",
          "libtorch_cpu.so",
          "libtorch.so",
          "libjnitorch.so");

  /** JavaCPP loads it too, but nothing here calls it. */
  private static final List<String> UNUSED = List.of("libjniopenblas.so");

  private DirectStart() {}

  static boolean wanted() {
    return Boolean.getBoolean("tbar.direct-start")
        && System.getProperty("org.bytedeco.openblas.load") == null
        && !OwnLibtorch.wanted()
        && Loader.getPlatform().equals("linux-x86_64")
        && DirectStart.class.getClassLoader() == Loader.class.getClassLoader();
  }

  /** What was loaded: everything, or nothing, and then the usual way is as open as before. */
  static List<String> load(Path list) {
    List<Path> libraries = known(list);
    if (libraries.isEmpty()) {
      return List.of();
    }
    System.setProperty(SWITCH, "false");
    try {
      libraries.forEach(DirectStart::loadOne);
      return libraries.stream().map(Path::toString).toList();
    } catch (UnsatisfiedLinkError e) {
      System.clearProperty(SWITCH);
      return List.of();
    }
  }

  /**
   * Writes down what a start in the usual way has loaded, for the next one.
   *
   * @param before what was loaded right after JavaCPP's own library, by it, in this order
   */
  static void remember(Path list, List<Path> before) {
    List<Path> libraries = new ArrayList<>();
    for (String library : Loader.getLoadedLibraries().values()) {
      Path file = Path.of(library);
      if (ORDER.contains(name(file))) {
        libraries.add(file);
      } else if (!UNUSED.contains(name(file))) {
        return;
      }
    }
    libraries.sort(Comparator.comparingInt(file -> ORDER.indexOf(name(file))));
    libraries.addAll(1, before);
    try {
      StringBuilder lines = new StringBuilder();
      for (Path library : new LinkedHashSet<>(libraries)) {
        lines.append(line(library)).append('\n');
      }
      Path fresh = list.resolveSibling(list.getFileName() + "." + ProcessHandle.current().pid());
      Files.writeString(fresh, lines);
      Files.move(fresh, list, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // Without the list the next start takes the usual way; nothing is lost but time.
      return;
    }
  }

  private static void loadOne(Path library) {
    if (Mkl.global(name(library))) {
      Mkl.load(library);
    } else {
      System.load(library.toString());
    }
  }

  private static List<Path> known(Path list) {
    List<Path> libraries = new ArrayList<>();
    try {
      if (Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)
          && NativeCache.number(list, "uid") == NativeCache.user()) {
        for (String line : Files.readAllLines(list)) {
          Path library = Path.of(line.substring(line.indexOf('/')));
          if (!line.equals(line(library))) {
            return List.of();
          }
          libraries.add(library);
        }
      }
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
    return libraries.isEmpty()
            || !name(libraries.get(libraries.size() - 1)).equals("libjnitorch.so")
        ? List.of()
        : libraries;
  }

  private static String line(Path library) throws IOException {
    return NativeContents.stamp(library) + " " + library.toAbsolutePath();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
