package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console = Console.of(out, err, false, () -> false);

  private String out() {
    console.flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void noTextOfAFileCommandsTheTerminal() {
    String hostile = "\u001b[2J\u001b]0;title\u0007\u202eeslaf\u009b31m\u200b\r\u007f";
    console.out().println(hostile);
    console.out().print(hostile);
    console.out().printf("%s%n", hostile);
    assertThat(out()).doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]|\u202e|\u009b|\u200b");
    assertThat(out()).contains("\\u001b[2J").contains("\\u202eeslaf");
  }

  @Test
  void aTextOfAFileFakesNoLine() {
    console.out().println("name\nNothing found.");
    console.out().printf("%s has %d%n", "name\rNothing\u2028found", 3);
    assertThat(out().lines())
        .containsExactly("name\\u000aNothing found.", "name\\u000dNothing\\u2028found has 3");
  }

  @Test
  void longValuesAreShortened() {
    console.err().println("x".repeat(100_000) + " advice");
    new Table().row("note", "y".repeat(5000)).print(console.out());
    console.flush();
    assertThat(err.size()).isLessThan(2200);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("characters left out")
        .contains("advice");
    assertThat(out()).hasSizeLessThan(400);
  }

  @Test
  void ordinaryTextOfAnyWritingStays() {
    String text = "módel, 日本語, العربية, हिन्दी, emoji 😀, e\u0301";
    console.out().println(text);
    assertThat(out()).isEqualTo(text + System.lineSeparator());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr", "ar-EG", "fa", "de"})
  void numbersDoNotFollowTheLocale(String tag) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      console.out().printf("%d %.1f %,d", 12, 3.5, 45678);
      console.out().format("; %d", 9);
    } finally {
      Locale.setDefault(before);
    }
    assertThat(out()).isEqualTo("12 3.5 45,678; 9");
  }

  @Test
  void dataThatCannotBeWrittenEndWithThree() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Console full = Console.of(failing("No space left on device"), said, false, () -> false);
    assertThat(Main.run(full, "trigger", "kinds")).isEqualTo(3);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "tbar: The output could not be written to stdout: the disk is full."
                + System.lineSeparator());
  }

  @Test
  void aReaderWhoWentAwayIsNoFault() {
    Console gone = Console.of(failing("Broken pipe"), err, false, () -> false);
    assertThat(Main.run(gone, "trigger", "kinds")).isZero();
    assertThat(err.size()).isZero();
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }
}
