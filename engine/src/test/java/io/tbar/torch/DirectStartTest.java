package io.tbar.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class DirectStartTest {
  @TempDir Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void listsWhatWasLoadedWithItsSize() throws IOException {
    Engine.start(1);
    Path list = folder.resolve("list");
    DirectStart.remember(list, List.of());
    assertThat(Files.readAllLines(list))
        .last()
        .asString()
        .matches("\\d+ \\d+ .* /.*/libjnitorch\\.so");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void listsWhatWasLoadedFirstRightAfterTheLibraryThatLoadsIt() throws IOException {
    Engine.start(1);
    Path first = Files.writeString(folder.resolve("libmkl_core.so.2"), "core");
    Path list = folder.resolve("list");
    DirectStart.remember(list, List.of(first, first));
    List<String> lines = Files.readAllLines(list);
    assertThat(lines.get(0)).endsWith("/libjnijavacpp.so");
    assertThat(lines.get(1)).endsWith(" " + first);
    assertThat(lines).doesNotHaveDuplicates();
  }

  @Test
  void takesTheUsualWayWithoutAList() {
    assertThat(DirectStart.load(folder.resolve("none"))).isEmpty();
  }

  @Test
  void takesTheUsualWayWhereALibraryHasChanged() throws IOException {
    Path library = Files.writeString(folder.resolve("libjnitorch.so"), "cut");
    Path list = Files.writeString(folder.resolve("list"), "30081192 1 " + library + "\n");
    assertThat(DirectStart.load(list)).isEmpty();
    assertThat(System.getProperty("org.bytedeco.javacpp.loadlibraries")).isNull();
  }

  @Test
  void takesTheUsualWayWhereTheListIsDamaged() throws IOException {
    Path list = Files.writeString(folder.resolve("list"), "no path here\n");
    assertThat(DirectStart.load(list)).isEmpty();
  }
}
