package io.tbar.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicOutputTest {
  @TempDir Path folder;

  @Test
  void aFileAppearsWhole() {
    Path target = folder.resolve("deep/er/out.txt");
    AtomicOutput.file(
        target,
        path -> {
          Files.writeString(path, "all");
          assertThat(target).doesNotExist();
        });
    assertThat(target).hasContent("all");
    assertThat(target.getParent()).isDirectoryNotContaining("glob:**unfinished");
  }

  @Test
  void aFailureLeavesNothing() {
    Path target = folder.resolve("out");
    assertThatThrownBy(
            () ->
                AtomicOutput.folder(
                    target,
                    path -> {
                      Files.writeString(path.resolve("half"), "half");
                      throw new FileSystemException("x", null, "No space left on device");
                    }))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("disk is full");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAnExistingTargetAndKeepsIt() throws IOException {
    Path target = Files.writeString(folder.resolve("out"), "mine");
    assertThatThrownBy(() -> AtomicOutput.file(target, path -> Files.writeString(path, "new")))
        .isInstanceOfSatisfying(
            TbarException.class, e -> assertThat(e.kind()).isEqualTo(TbarException.Kind.BAD_INPUT))
        .hasMessageContaining("exists already");
    assertThat(target).hasContent("mine");
  }

  @Test
  void replacesAFolderOnlyWhenForced() throws IOException {
    Path target = folder.resolve("out");
    AtomicOutput.folder(target, path -> Files.writeString(path.resolve("old"), "old"));
    assertThatThrownBy(() -> AtomicOutput.folder(target, path -> {}))
        .hasMessageContaining("exists already");
    AtomicOutput.folder(target, true, path -> Files.writeString(path.resolve("new"), "new"));
    assertThat(target.resolve("new")).hasContent("new");
    assertThat(target.resolve("old")).doesNotExist();
    assertThat(folder).isDirectoryContaining("glob:**out");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void saysThatAPlaceCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> AtomicOutput.file(file.resolve("out"), path -> {}))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("Cannot write");
  }
}
