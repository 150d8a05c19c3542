package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.defence.Knowledge;
import io.tbar.defence.Method;
import io.tbar.defence.Methods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/methods.md says of every method what the code knows. */
class MethodsDocTest {
  private static final Path FILE = Path.of(System.getProperty("tbar.home"), "docs", "methods.md");

  @Test
  void theTableIsWhatTheMethodsSay() throws IOException {
    String table = markdown();
    if (Boolean.getBoolean("tbar.write-docs")) {
      Files.writeString(FILE, table);
    }
    assertThat(Files.readString(FILE))
        .as(
            "a method changed; ./mvnw -pl cli -am test -Dtest=MethodsDocTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dtbar.write-docs=true writes it anew")
        .isEqualTo(table);
  }

  private static String markdown() {
    StringBuilder out =
        new StringBuilder(
            """
            # Methods

            `tbar clean MODEL --method NAME …` runs any of these; every result has the same schema and report. A method that is not given what it must know is refused. A comparison is fair only among methods that know the same: those that know the trigger, and those that do not. The trigger may be given to all, to measure with; a method without a mark never looks at it.

            """);
    out.append("| method | ");
    for (Knowledge knowledge : Knowledge.values()) {
      out.append(knowledge.text()).append(" | ");
    }
    out.append("changes | ends by | from |\n|---|");
    out.append("---|".repeat(Knowledge.values().length + 3)).append('\n');
    for (Method method : Methods.ALL) {
      out.append("| `").append(method.name()).append("` | ");
      for (Knowledge knowledge : Knowledge.values()) {
        out.append(method.needs().contains(knowledge) ? "needs" : "").append(" | ");
      }
      out.append(method.changes()).append(" | ");
      out.append(method.ends()).append(" | ");
      out.append(method.source()).append(" |\n");
    }
    out.append("\n## What each does\n\n");
    for (Method method : Methods.ALL) {
      out.append("- **`").append(method.name()).append("`**: ").append(method.summary());
      out.append('\n');
    }
    return out.toString();
  }
}
