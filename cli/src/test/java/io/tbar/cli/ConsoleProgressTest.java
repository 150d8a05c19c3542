package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong();

  private ConsoleProgress progress(boolean live, boolean quiet) {
    Console console = Console.of(new ByteArrayOutputStream(), err, live, () -> false);
    return new ConsoleProgress(console, quiet, clock::get);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aPipeGetsALineEveryTenSecondsAtMost() {
    try (ConsoleProgress progress = progress(false, false)) {
      for (int i = 0; i <= 35; i++) {
        clock.set(i * SECOND);
        progress.update("training", i, 35);
      }
    }
    assertThat(said().lines()).hasSize(3).allMatch(line -> line.startsWith("training  ["));
    assertThat(said()).doesNotContain("\r").doesNotContain("\u001b");
  }

  @Test
  void aTerminalGetsOneRedrawnLineWithTheTimeLeft() {
    try (ConsoleProgress progress = progress(true, false)) {
      progress.update("training", 0, 100);
      clock.set(10 * SECOND);
      progress.update("training", 25, 100);
    }
    assertThat(said()).contains("[######..................]  25 %  0:30 left").doesNotContain("\n");
    assertThat(said()).endsWith("\r\u001b[K");
  }

  @Test
  void aTerminalIsNotRedrawnForEveryStep() {
    try (ConsoleProgress progress = progress(true, false)) {
      for (int i = 0; i < 1000; i++) {
        clock.addAndGet(SECOND / 1000);
        progress.update("training", i, 1_000_000);
      }
    }
    assertThat(said().split("\r", -1).length).isLessThanOrEqualTo(13);
  }

  @Test
  void anUnknownTotalIsCounted() {
    try (ConsoleProgress progress = progress(true, false)) {
      progress.update("reading", 12345, -1);
    }
    assertThat(said()).contains("12,345").doesNotContain("left");
  }

  @Test
  void aRemarkStandsOnALineOfItsOwn() {
    try (ConsoleProgress progress = progress(true, false)) {
      progress.update("training", 1, 2);
      progress.note("3 images skipped");
    }
    assertThat(said()).contains("\r\u001b[K3 images skipped" + System.lineSeparator());
  }

  @Test
  void quietSaysNothing() {
    try (ConsoleProgress progress = progress(true, true)) {
      progress.update("training", 1, 2);
      progress.note("3 images skipped");
    }
    assertThat(said()).isEmpty();
  }
}
