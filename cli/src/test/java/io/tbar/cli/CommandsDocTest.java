package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/commands.md says of every command what the command line knows. */
class CommandsDocTest {
  private static final Path FILE = Path.of(System.getProperty("tbar.home"), "docs", "commands.md");

  @Test
  void theReferenceIsWhatTheCommandLineKnows() throws IOException {
    String reference = CommandsDoc.markdown();
    if (Boolean.getBoolean("tbar.write-docs")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, reference);
    }
    assertThat(Files.readString(FILE))
        .as(
            "a command changed; ./mvnw -pl cli -am test -Dtest=CommandsDocTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dtbar.write-docs=true writes it anew")
        .isEqualTo(reference);
  }
}
