package io.tbar.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NullSetTest {
  @TempDir Path folder;

  @Test
  void readsWhatItWroteAndKeepsCensoredValues() {
    NullSet set = NullSets.of(List.of(NullSets.model(0, 0.1, null), NullSets.model(1, 2.5, 0.7)));
    Path file = folder.resolve("nulls.json");
    set.write(file, false);
    NullSet back = NullSet.read(file);
    assertThat(back.models()).isEqualTo(set.models());
    assertThat(back.lineages()).isEqualTo(1);
    assertThat(back.matches(new ScanKind("tiny", "c1", "i1"))).isTrue();
  }

  @Test
  void refusesAnotherArchitecture() {
    refused(new ScanKind("large", "c1", "i1"), "architecture tiny", "the model is large");
  }

  @Test
  void refusesOtherSettingsOfTheScanner() {
    refused(new ScanKind("tiny", "c2", "i1"), "other settings", "c2");
  }

  @Test
  void refusesOtherImages() {
    refused(new ScanKind("tiny", "c1", "i2"), "other images", "--images");
  }

  private static void refused(ScanKind kind, String... parts) {
    NullSet set = NullSets.ofSize(3);
    assertThat(set.matches(kind)).isFalse();
    assertThatThrownBy(() -> set.require(kind))
        .isInstanceOf(TbarException.class)
        .hasMessageContainingAll(parts)
        .hasMessageContaining("nulls.json");
  }

  @Test
  void refusesTheSameWeightsTwice() {
    NullModel model = NullSets.model(0, 1.0, 0.5);
    assertThatThrownBy(() -> NullSets.of(List.of(model, model)))
        .hasMessageContaining("clean-0' twice");
  }

  @Test
  void refusesAFileOfAnotherKindAndALackingValue() throws IOException {
    Path other = folder.resolve("other.json");
    Files.writeString(other, "{\"schemaVersion\": \"1.0\"}");
    assertThatThrownBy(() -> NullSet.read(other))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("format");
    Path hole = folder.resolve("hole.json");
    NullSets.ofSize(2).write(hole, false);
    Files.writeString(hole, Files.readString(hole).replaceFirst("\"size\": 1(\\.0)?,", ""));
    assertThatThrownBy(() -> NullSet.read(hole))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("size");
  }

  @Test
  void refusesScansOfDifferentStatistics() {
    NullModel other =
        new NullModel("odd", "base", "sha-odd", NullSets.statistics(1.0, 0.5).subList(0, 1));
    assertThatThrownBy(() -> NullSets.of(List.of(NullSets.model(0, 1.0, 0.5), other)))
        .hasMessageContaining("mixes scans")
        .hasMessageContaining("odd");
  }

  @Test
  void refusesAnEmptySet() {
    assertThatThrownBy(() -> NullSets.of(List.of()))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("calibrate");
  }
}
