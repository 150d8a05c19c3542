package io.tbar.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The folder that natives come from is the user's own, or nothing is loaded. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class NativeCacheTest {
  @TempDir Path folder;
  private String property;
  private String home;

  @BeforeEach
  void set() {
    property = System.clearProperty(NativeCache.PROPERTY);
    home = System.getProperty("user.home");
  }

  @AfterEach
  void reset() {
    System.setProperty("user.home", home);
    if (property != null) {
      System.setProperty(NativeCache.PROPERTY, property);
    }
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  @Test
  void homeIsRespectedWhereTheUserHasNoName() throws IOException {
    System.setProperty("user.home", "?");
    Path cache = NativeCache.choose(Map.of("HOME", folder.toString()));
    assertThat(cache).isEqualTo(folder.resolve(".javacpp/cache")).isDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");
    assertThat(Path.of("?")).doesNotExist();
  }

  @Test
  void withoutAHomeItIsAFolderOfTheUsersOwnAmongTheTemporaryOnes() {
    System.setProperty("user.home", "?");
    Path cache = NativeCache.choose(Map.of());
    assertThat(cache).isAbsolute().hasFileName("tbar-cache-" + NativeCache.user());
    assertThat(NativeCache.fault(cache)).isNull();
  }

  @Test
  void aFolderThatOthersCanWriteIsRefused() throws IOException {
    Path cache = Files.createDirectory(folder.resolve("cache"));
    mode(cache, "rwxrwxrwx");
    assertThatThrownBy(() -> NativeCache.choose(Map.of("TBAR_CACHE", cache.toString())))
        .isInstanceOfSatisfying(
            TbarException.class, e -> assertThat(e.kind()).isEqualTo(TbarException.Kind.INTERNAL))
        .hasMessageContaining("can be written by other users")
        .hasMessageContaining("TBAR_CACHE");
    mode(cache, "rwxr-xr-x");
    assertThat(NativeCache.choose(Map.of("TBAR_CACHE", cache.toString()))).isEqualTo(cache);
  }

  @Test
  void aFolderInOneThatOthersCanWriteIsRefused() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    mode(open, "rwxrwxrwx");
    assertThat(NativeCache.fault(open.resolve("cache"))).contains("another in its place");
  }

  @Test
  void aFolderThatIsNoAbsolutePathIsRefused() {
    assertThatThrownBy(() -> NativeCache.choose(Map.of("TBAR_CACHE", "?/cache")))
        .hasMessageContaining("no absolute path");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLibraryThatIsNotAsInTheArtefactIsRemoved() throws IOException {
    Engine.start(1);
    Path cache = Files.createDirectory(folder.resolve("cache"));
    Path own = Path.of(org.bytedeco.javacpp.Loader.load(org.bytedeco.javacpp.Pointer.class));
    Path place = cache.resolve(Engine.cacheFolder().toRealPath().relativize(own.toRealPath()));
    Files.createDirectories(place.getParent());
    Files.copy(own, place);
    Path planted = Files.writeString(place.resolveSibling("libplanted.so"), "code");
    Files.createSymbolicLink(place.resolveSibling("libout.so"), Path.of("/etc/passwd"));

    NativeContents.verify(cache).remember();
    assertThat(place).exists();
    assertThat(planted).doesNotExist();
    assertThat(java.util.Objects.requireNonNull(place.getParent()).toFile().list())
        .containsExactly(place.getFileName().toString());

    byte[] bytes = Files.readAllBytes(place);
    bytes[bytes.length / 2] ^= 1;
    var time = Files.getLastModifiedTime(place);
    Files.write(place, bytes);
    Files.setLastModifiedTime(place, time);
    NativeContents.verify(cache);
    assertThat(place).doesNotExist();
  }
}
