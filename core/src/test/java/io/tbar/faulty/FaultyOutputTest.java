package io.tbar.faulty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.AtomicOutput;
import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Outputs on a disk that fails at the first change, at the second, and so on until the work comes
 * through: whatever fails, the old output or the new one stands there whole, and the next run on a
 * sound disk leaves nothing else.
 */
class FaultyOutputTest {
  private static final int MOST_CHANGES = 60;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETE_REFUSED")
  void aNewFileAppearsWholeOrNotAtAll(Fault fault) throws Exception {
    everyChange(
        fault,
        place -> AtomicOutput.file(place.resolve("out.txt"), true, file -> content(file, "new")),
        place -> assertThat(text(place.resolve("out.txt"))).isIn("", "new"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETE_REFUSED")
  void aReplacedFileIsTheOldOneOrTheNewOne(Fault fault) throws Exception {
    everyChange(
        fault,
        place -> {
          Path real = folder.resolve(place.getFileName().toString());
          AtomicOutput.replaceFile(real.resolve("out.txt"), file -> content(file, "old"));
          AtomicOutput.file(place.resolve("out.txt"), true, file -> content(file, "new"));
        },
        place -> assertThat(text(place.resolve("out.txt"))).isIn("old", "new"));
  }

  @ParameterizedTest
  @EnumSource
  void aReplacedFolderIsTheOldOneOrTheNewOne(Fault fault) throws Exception {
    everyChange(
        fault,
        place -> {
          Path real = folder.resolve(place.getFileName().toString()).resolve("out");
          if (!Files.exists(real)) {
            AtomicOutput.folder(real, made -> fill(made, "old"));
          }
          AtomicOutput.folder(place.resolve("out"), true, made -> fill(made, "new"));
        },
        place -> {
          // A process that goes on puts the old one back before it does anything else there.
          AtomicOutput.file(place.resolve("other.txt"), true, file -> content(file, "x"));
          AtomicOutput.prepare(place.resolve("out"), true);
          String first = text(place.resolve("out/a.txt"));
          assertThat(first).isIn("old", "new");
          assertThat(text(place.resolve("out/b.txt"))).isEqualTo(first);
          Files.delete(place.resolve("other.txt"));
        });
  }

  private interface Work {
    void on(Path place) throws IOException;
  }

  private void everyChange(Fault fault, Work work, Work check) throws IOException {
    int refused = 0;
    for (int changes = 0; changes < MOST_CHANGES; changes++) {
      Path place = Files.createDirectory(folder.resolve(fault + "-" + changes));
      FaultyDisk disk = new FaultyDisk(fault, changes);
      boolean told = false;
      try {
        work.on(disk.at(place));
      } catch (TbarException e) {
        told = true;
        assertThat(e.kind()).isEqualTo(TbarException.Kind.BAD_INPUT);
        assertThat(e.getMessage()).startsWith("Cannot write '").endsWith(".");
      }
      if (!disk.failed()) {
        assertThat(told).as("a fault that never came").isFalse();
        assertThat(changes).as("changes that %s can hit", fault).isEqualTo(refused).isPositive();
        return;
      }
      refused++;
      check.on(place);
      // The next run, on a sound disk, clears what is left.
      AtomicOutput.prepare(place.resolve("out.txt"), true);
      try (Stream<Path> left = Files.list(place)) {
        assertThat(left.map(path -> path.getFileName().toString()).toList())
            .as("%s after %d changes", fault, changes)
            .isSubsetOf(List.of("out.txt", "out"));
      }
    }
    throw new AssertionError(fault + " still comes after " + MOST_CHANGES + " changes");
  }

  private static void content(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  private static void fill(Path made, String text) throws IOException {
    Files.writeString(made.resolve("a.txt"), text);
    Files.writeString(made.resolve("b.txt"), text);
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
