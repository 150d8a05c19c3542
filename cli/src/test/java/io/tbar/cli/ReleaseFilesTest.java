package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is released names the version and the options that there are. */
class ReleaseFilesTest {
  private static final Path HOME = Path.of(System.getProperty("tbar.home"));

  private static String text(String file) throws Exception {
    return Files.readString(HOME.resolve(file));
  }

  private static String version() throws Exception {
    Matcher found =
        Pattern.compile("<artifactId>tbar-parent</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(text("pom.xml"));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void theActionTheContainerAndTheCatalogNameThisVersion() throws Exception {
    assertThat(text("action.yml")).contains("default: \"" + version() + "\"");
    assertThat(text("distribution/Dockerfile")).contains("ARG VERSION=" + version() + "\n");
    assertThat(text("jbang-catalog.json"))
        .contains("\"io.tbar:tbar-cli:" + version() + "\"")
        .contains("\"main\": \"" + Main.class.getName() + "\"");
  }

  @Test
  void theActionGivesOptionsThatAuditKnows() throws Exception {
    Matcher options = Pattern.compile("--[a-z-]+").matcher(section(text("action.yml")));
    int seen = 0;
    String reference = text("docs/commands.md");
    String audit = reference.substring(reference.indexOf("## tbar audit"));
    while (options.find()) {
      assertThat(audit).contains(options.group());
      seen++;
    }
    assertThat(seen).isGreaterThanOrEqualTo(6);
  }

  /** From the options of the audit to its call. */
  private static String section(String action) {
    int from = action.indexOf("options=(");
    return action.substring(from, action.indexOf("-- ", from));
  }

  @Test
  void theActionRunsNoArchiveWhoseChecksumItDoesNotKnow() throws Exception {
    String action = text("action.yml");
    assertThat(action.indexOf("sha256sum --check --strict"))
        .isGreaterThan(action.indexOf("curl "))
        .isLessThan(action.indexOf("tar -xzf"));
    assertThat(action.substring(action.indexOf("  sha256:"), action.indexOf("  repository:")))
        .contains("required: true")
        .doesNotContain("default:");
  }
}
