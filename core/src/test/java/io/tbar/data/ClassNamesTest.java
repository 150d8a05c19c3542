package io.tbar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassNamesTest {
  @TempDir Path folder;

  @Test
  void knowsCommonObjectsEachOnce() {
    ClassNames common = ClassNames.commonObjects();

    assertThat(common.size()).isGreaterThan(1000);
    assertThat(common.names()).doesNotHaveDuplicates().contains("dog", "airplane", "ankle boot");
  }

  @Test
  void readsOneNameALine() {
    ClassNames classes = ClassNames.read(Fixtures.DATA.resolve("cifar10-classes.txt"));
    assertThat(classes.size()).isEqualTo(10);
    assertThat(classes.indexOf("airplane")).isZero();
    assertThat(classes.indexOf("truck")).isEqualTo(9);
  }

  @Test
  void namesTheNearestClassForALabelThatIsNone() {
    ClassNames classes = new ClassNames(List.of("airplane", "automobile", "bird"));
    assertThatThrownBy(() -> classes.indexOf("areoplane"))
        .isInstanceOfSatisfying(
            TbarException.class, e -> assertThat(e.kind().exitCode()).isEqualTo(3))
        .hasMessage(
            "The label \"areoplane\" is not among the 3 classes; the nearest is \"airplane\".");
  }

  @Test
  void takesUnderscoresAndCaseAsTheSameName() {
    ClassNames classes = new ClassNames(List.of("aquarium_fish", "Garbage Truck"));
    assertThat(classes.indexOf("Aquarium Fish")).isZero();
    assertThat(classes.indexOf("garbage_truck")).isEqualTo(1);
  }

  @Test
  void prefersTheExactNameAndThenTheFirst() {
    ClassNames classes = new ClassNames(List.of("Missile", "missile", "missile"));
    assertThat(classes.indexOf("missile")).isEqualTo(1);
    assertThat(classes.indexOf("MISSILE")).isZero();
  }

  @Test
  void leavesOutBlankLinesAtTheEndButRefusesThemInBetween() throws IOException {
    Path file = Files.writeString(folder.resolve("classes.txt"), "\uFEFFcat\r\ndog\n\n \n");
    assertThat(ClassNames.read(file).names()).containsExactly("cat", "dog");
    Files.writeString(file, "cat\n\ndog\n");
    assertThatThrownBy(() -> ClassNames.read(file))
        .hasMessageContaining("Line 2")
        .hasMessageContaining("blank");
  }

  @Test
  void refusesAFileThatIsEmptyMissingOrNoText() throws IOException {
    Path file = Files.writeString(folder.resolve("classes.txt"), "\n\n");
    assertThatThrownBy(() -> ClassNames.read(file)).hasMessageContaining("is empty");
    assertThatThrownBy(() -> ClassNames.read(folder.resolve("none.txt")))
        .hasMessageContaining("does not exist");
    Files.write(file, new byte[] {(byte) 0xC3, 0x28});
    assertThatThrownBy(() -> ClassNames.read(file)).hasMessageContaining("not UTF-8");
  }
}
