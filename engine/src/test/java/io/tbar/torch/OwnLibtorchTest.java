package io.tbar.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
}
