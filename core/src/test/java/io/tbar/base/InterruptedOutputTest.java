package io.tbar.base;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(folder.toFile().list()).allMatch(name -> name.endsWith(".unfinished"));
  }

  private Process startWriting() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InterruptedOutputTest.class.getName(),
                folder.resolve("out").toString())
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
