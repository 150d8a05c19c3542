package io.tbar.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import picocli.CommandLine.IVersionProvider;

/** Version, digest of the build, platform. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Properties build = build();
    return new String[] {
      "tbar %s (build %s)".formatted(build.getProperty("version"), digest()),
      "pytorch %s, Java %s, %s %s"
          .formatted(
              build.getProperty("pytorch"),
              System.getProperty("java.version"),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))
    };
  }

  /** The project's version, as records and cards name it. */
  static String number() {
    return build().getProperty("version");
  }

  private static Properties build() {
    Properties build = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("build.properties")) {
      if (in == null) {
        throw new IllegalStateException("build.properties is missing from the jar");
      }
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build;
  }

  /** First half of the SHA-256 over the project's own jars: two builds differ or are the same. */
  private static String digest() {
    try {
      CodeSource source = Version.class.getProtectionDomain().getCodeSource();
      Path jar = Path.of(source.getLocation().toURI());
      if (!Files.isRegularFile(jar)) {
        return "from classes";
      }
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (Path part : parts(jar)) {
        sha.update(Files.readAllBytes(part));
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> parts(Path jar) throws IOException {
    Path lib = jar.resolveSibling("lib");
    if (!Files.isDirectory(lib)) {
      return List.of(jar);
    }
    try (Stream<Path> entries = Files.list(lib)) {
      Stream<Path> own =
          entries.filter(p -> p.getFileName().toString().startsWith("tbar-")).sorted();
      return Stream.concat(Stream.of(jar), own).toList();
    }
  }
}
