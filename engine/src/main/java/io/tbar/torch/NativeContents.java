package io.tbar.torch;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.tbar.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * What lies in the cache is what the artefacts hold: every library is compared with its artefact by
 * SHA-256 before it is loaded for the first time, and what differs (planted, damaged, cut off by a
 * kill) is removed and unpacked anew. Later starts compare the size and the times that were noted
 * then, which only the owner could forge.
 */
final class NativeContents {
  private static final List<String> ARTEFACTS = List.of("javacpp", "openblas", "pytorch", "mkl");
  private static final int CHUNK = 1 << 20;

  private final Path cache;
  private final Path list;

  private NativeContents(Path cache) {
    this.cache = cache;
    this.list = cache.resolve("tbar-" + Loader.getPlatform() + ".verified");
  }

  /** Removes from the cache what is not as the artefacts on the class path have it. */
  static NativeContents verify(Path cache) throws IOException {
    NativeContents contents = new NativeContents(cache);
    Map<String, String> known = contents.known();
    int user = NativeCache.user();
    for (String artefact : ARTEFACTS) {
      URL folder =
          torch.class.getResource("/org/bytedeco/" + artefact + "/" + Loader.getPlatform() + "/");
      URLConnection connection = folder == null ? null : folder.openConnection();
      if (connection instanceof JarURLConnection jar) {
        contents.verify(jar.getJarFile(), jar.getEntryName(), known, user);
      }
    }
    return contents;
  }

  private void verify(JarFile jar, String folder, Map<String, String> known, int user)
      throws IOException {
    Path place = cache.resolve(String.valueOf(Path.of(jar.getName()).getFileName()));
    if (!Files.isDirectory(place.resolve(folder))) {
      return;
    }
    try (Stream<Path> found = Files.walk(place)) {
      for (Path file : found.toList()) {
        if (Files.isDirectory(file, NOFOLLOW_LINKS)) {
          continue;
        }
        if (Files.isSymbolicLink(file)) {
          // JavaCPP links libraries to each other; what a link leads to is compared by itself.
          if (!Files.exists(file) || !file.toRealPath().startsWith(cache.toRealPath())) {
            Files.delete(file);
          }
          continue;
        }
        JarEntry entry = jar.getJarEntry(place.relativize(file).toString().replace('\\', '/'));
        boolean same =
            entry != null
                && NativeCache.number(file, "uid") == user
                && (stamp(file).equals(known.get(file.toString()))
                    || Files.size(file) == entry.getSize()
                        && Sha256.of(file).equals(digest(jar, entry)));
        if (!same) {
          Files.delete(file);
        }
      }
    }
  }

  /** Notes what was compared, or unpacked by this very process. */
  void remember() {
    StringBuilder lines = new StringBuilder();
    try {
      try (Stream<Path> found = Files.walk(cache)) {
        for (Path file : found.sorted().toList()) {
          if (file.toString().contains(".so") && Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            lines.append(stamp(file)).append('\t').append(file).append('\n');
          }
        }
      }
      if (Files.exists(list) && Files.readString(list).contentEquals(lines)) {
        return;
      }
      Path fresh = list.resolveSibling(list.getFileName() + "." + ProcessHandle.current().pid());
      Files.writeString(fresh, lines);
      Files.move(fresh, list, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      return; // the next start compares again
    }
  }

  private Map<String, String> known() {
    Map<String, String> known = new HashMap<>();
    try {
      if (Files.isRegularFile(list, NOFOLLOW_LINKS)
          && NativeCache.number(list, "uid") == NativeCache.user()) {
        for (String line : Files.readAllLines(list)) {
          int tab = line.indexOf('\t');
          if (tab > 0) {
            known.put(line.substring(tab + 1), line.substring(0, tab));
          }
        }
      }
    } catch (IOException e) {
      known.clear();
    }
    return known;
  }

  /** Size and times; the time of change cannot be set, the owner is the cache's own. */
  static String stamp(Path file) throws IOException {
    String stamp = Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? stamp
            + " "
            + Files.getAttribute(file, "unix:ctime")
            + " "
            + Files.getAttribute(file, "unix:uid")
        : stamp;
  }

  private static String digest(JarFile jar, JarEntry entry) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[CHUNK];
    try (InputStream in = jar.getInputStream(entry)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return Sha256.hex(digest);
  }
}
