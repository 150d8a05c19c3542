package io.tbar.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that is ended while it writes leaves nothing under the final name. */
class InterruptedOutputTest {
  @TempDir Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ends processes without a chance to clean up")
  void anInterruptRemovesWhatWasBegun() throws Exception {
    Process process = startWriting();
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aKillLeavesNothingUnderTheFinalName() throws Exception {
    Process process = startWriting();
    process.destroyForcibly();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(folder.toFile().list()).hasSize(1).allMatch(name -> name.endsWith(".unfinished"));
  }

  @Test
  void theNextRunRemovesWhatAKillLeft() throws Exception {
    Process process = startWriting();
    Path working = folder.resolve(folder.toFile().list()[0]);
    AtomicOutput.prepare(folder.resolve("other"), false);
    assertThat(working).as("the work of a living process").exists();
    process.destroyForcibly();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    AtomicOutput.file(folder.resolve("other"), path -> Files.writeString(path, "all"));
    assertThat(folder.toFile().list()).containsExactly("other");
  }

  @Test
  void anOldOutputThatAKillLeftAsideComesBack() throws Exception {
    Path out = folder.resolve("out");
    AtomicOutput.folder(out, path -> Files.writeString(path.resolve("old"), "old"));
    Process process = startWriting(folder.resolve("elsewhere/out"));
    String name = folder.resolve("elsewhere").toFile().list()[0];
    process.destroyForcibly();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    // What a kill between the two renames leaves: the old one aside, the new one not in place.
    Files.move(out, folder.resolve(name + ".old"));
    Files.move(folder.resolve("elsewhere").resolve(name), folder.resolve(name));
    assertThatThrownBy(() -> AtomicOutput.prepare(out, false))
        .hasMessageContaining("exists already");
    assertThat(out.resolve("old")).hasContent("old");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("out", "elsewhere");
  }

  private Process startWriting() throws Exception {
    return startWriting(folder.resolve("out"));
  }

  private static Process startWriting(Path out) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InterruptedOutputTest.class.getName(),
                out.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader reader = process.inputReader();
    assertThat(reader.readLine()).isEqualTo("half");
    return process;
  }

  /** Runs in the process that is ended. */
  public static void main(String[] target) {
    AtomicOutput.folder(
        Path.of(target[0]),
        path -> {
          Files.writeString(path.resolve("half"), "half");
          System.out.println("half");
          try {
            TimeUnit.MINUTES.sleep(2);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
