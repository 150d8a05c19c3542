package io.tbar.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OwnLibtorchTest {
  @TempDir Path torch;

  @AfterEach
  void backToTheArtefact() {
    System.clearProperty("tbar.libtorch");
  }

  @Test
  void isNotWantedWithoutTheProperty() {
    assertThat(OwnLibtorch.wanted()).isFalse();
    assertThat(OwnLibtorch.version()).isNull();
  }

  @Test
  void refusesAFolderThatIsNoLibtorch() {
    System.setProperty("tbar.libtorch", torch.toString());
    assertThatThrownBy(OwnLibtorch::load)
        .isInstanceOf(TbarException.class)
        .hasMessage(
            torch
                + " holds no libtorch_cpu.so: TBAR_LIBTORCH must be the folder torch/lib of a"
                + " PyTorch.")
        .extracting(e -> ((TbarException) e).kind())
        .isEqualTo(TbarException.Kind.USAGE);
  }

  @Test
  void tellsTheVersionThatPyTorchStates() throws IOException {
    Path lib = Files.createDirectory(torch.resolve("lib"));
    System.setProperty("tbar.libtorch", lib.toString());
    assertThat(OwnLibtorch.version()).isEqualTo("of unknown version");
    Files.writeString(torch.resolve("version.py"), "__version__ = '2.11.0+cu130'\n");
    assertThat(OwnLibtorch.version()).isEqualTo("2.11.0+cu130");
    assertThat(Engine.version()).endsWith(" over libtorch 2.11.0+cu130");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void refusesALibraryThatOthersMayChange() throws IOException {
    Path library = Files.writeString(torch.resolve("libtorch_cpu.so"), "no library");
    Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-rw-rw-"));
    System.setProperty("tbar.libtorch", torch.toString());
    assertThatThrownBy(OwnLibtorch::load)
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("can be written by every user, so it is not loaded");

    Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(torch, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(OwnLibtorch::load)
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("where other users can put another in its place");
    Files.setPosixFilePermissions(torch, PosixFilePermissions.fromString("rwx------"));
    assertThat(NativeCache.libraryFault(library.toRealPath())).isNull();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void refusesALibraryOfAnotherUser() throws IOException {
    Path library = Files.writeString(torch.resolve("libtorch_cpu.so"), "no library");
    assumeTrue(NativeCache.user() == 0, "only root can give a file away");
    Files.setAttribute(library, "unix:uid", 12345);
    System.setProperty("tbar.libtorch", torch.toString());
    assertThatThrownBy(OwnLibtorch::load)
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("belongs to another user (number 12345)");
  }
}
