package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.TbarException;
import io.tbar.base.TbarException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int report(Throwable thrown, boolean debug) {
    Console console = Console.of(new ByteArrayOutputStream(), err, false, () -> false);
    int code = Failure.report(console, thrown, debug);
    console.flush();
    return code;
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyKindHasItsCodeAndOneLine(Kind kind) {
    assertThat(report(new TbarException(kind, "a.txt: is\n  wrong."), false))
        .isEqualTo(kind.exitCode());
    assertThat(said()).isEqualTo("tbar: a.txt: is wrong." + System.lineSeparator());
  }

  @Test
  void theStackTraceIsShownOnlyWhenAskedFor() {
    report(new IllegalStateException("odd"), false);
    assertThat(said()).doesNotContain("\tat ");
    report(new IllegalStateException("odd"), true);
    assertThat(said()).contains("\tat ");
  }

  @Test
  void aFailureInsideAnotherIsTheOneReported() {
    TbarException inner = TbarException.badInput("x: bad.");
    assertThat(report(new RuntimeException(new RuntimeException(inner)), false)).isEqualTo(3);
    assertThat(said()).contains("x: bad.");
  }

  @Test
  void aMissingFileIsBadInput() {
    assertThat(report(new UncheckedIOException(new NoSuchFileException("a/b")), false))
        .isEqualTo(3);
    assertThat(said()).contains("a/b: there is no such file");
  }

  @Test
  void aForbiddenFileIsBadInput() {
    assertThat(report(new AccessDeniedException("a/b"), false)).isEqualTo(3);
    assertThat(said()).contains("a/b: access denied");
  }

  @Test
  void aFullDiskSaysWhatToDo() {
    assertThat(report(new IOException("No space left on device"), false)).isEqualTo(3);
    assertThat(said()).contains("free some space");
  }

  @Test
  void tooLittleMemorySaysWhatToDo() {
    assertThat(report(new OutOfMemoryError("Java heap space"), false)).isEqualTo(5);
    assertThat(said()).contains("Java heap space").contains("--batch");
  }

  @Test
  void aFaultOfOursIsNamedAsSuch() {
    assertThat(report(new ArrayIndexOutOfBoundsException("7"), false)).isEqualTo(5);
    assertThat(said()).contains("Internal error").contains("--debug");
  }

  @Test
  void whateverFailsAfterCtrlCIsReportedAsTheStop() {
    Console console = Console.of(new ByteArrayOutputStream(), err, false, () -> true);
    assertThat(Failure.report(console, new NoSuchFileException("a/.b.unfinished"), false))
        .isEqualTo(130);
    console.flush();
    assertThat(said()).contains("Stopped as asked");
  }
}
