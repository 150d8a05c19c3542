package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script with the packaged jars. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for Unix shells")
class LauncherIT {
  private static final Path HOME = Path.of(System.getProperty("tbar.home"));

  @TempDir Path folder;

  private static Shell run(Path directory, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("launcher", ".out");
    Path err = Files.createTempFile("launcher", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(new java.io.File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("TBAR_BUILD", "never");
      environment.forEach(
          (key, value) -> {
            if (value.isEmpty()) {
              builder.environment().remove(key);
            } else {
              builder.environment().put(key, value);
            }
          });
      Process process = builder.start();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return new Shell(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static Shell tbar(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("tbar").toString()));
    command.addAll(Arrays.asList(args));
    return run(Path.of("/"), Map.of(), command.toArray(String[]::new));
  }

  @Test
  void runsFromAnyFolder() throws Exception {
    Shell shell = tbar("--version");
    assertThat(shell.err()).isEmpty();
    assertThat(shell.out()).startsWith("tbar 0.").doesNotContain("from classes");
    assertThat(shell.code()).isZero();
  }

  @Test
  void runsThroughLinksAndFromPathsWithBlanks() throws Exception {
    Path home = Files.createDirectory(folder.resolve("a home with blanks"));
    Files.copy(HOME.resolve("tbar"), home.resolve("tbar"));
    Files.setPosixFilePermissions(
        home.resolve("tbar"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(home.resolve("cli"), HOME.resolve("cli"));
    Path first = Files.createSymbolicLink(folder.resolve("first link"), home.resolve("tbar"));
    Files.createDirectory(folder.resolve("bin"));
    Path second = Files.createSymbolicLink(folder.resolve("bin/tbar"), Path.of("..", "first link"));
    assertThat(Files.isSymbolicLink(first)).isTrue();
    Shell shell = run(folder, Map.of(), second.toString(), "--version");
    assertThat(shell.err()).isEmpty();
    assertThat(shell.code()).isZero();
  }

  @Test
  void passesOnArgumentsWithBlanksAndTheExitCode() throws Exception {
    Shell shell = tbar("trigger", "show", "no such trigger", "--out", folder + "/a b.png");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("'no such trigger'");
  }

  @Test
  void saysWhatIsWrongWithJavaHome() throws Exception {
    Shell shell =
        run(folder, Map.of("JAVA_HOME", "/nowhere"), HOME.resolve("tbar").toString(), "--version");
    assertThat(shell.code()).isEqualTo(5);
    assertThat(shell.err()).contains("JAVA_HOME is /nowhere").contains("17 or newer");
  }

  @Test
  void saysThatJavaIsMissing() throws Exception {
    Shell shell =
        run(
            folder,
            Map.of("JAVA_HOME", "", "PATH", "/nowhere"),
            "/bin/bash",
            HOME.resolve("tbar").toString(),
            "--version");
    assertThat(shell.code()).isEqualTo(5);
    assertThat(shell.err().lines()).hasSize(1);
    assertThat(shell.err()).contains("Java is missing");
  }

  @Test
  void refusesAnOldJava() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
    Files.writeString(bin.resolve("java"), "#!/bin/sh\nexit 1\n");
    Files.setPosixFilePermissions(
        bin.resolve("java"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
    Shell shell =
        run(
            folder,
            Map.of("JAVA_HOME", folder.resolve("jdk").toString()),
            HOME.resolve("tbar").toString(),
            "--version");
    assertThat(shell.code()).isEqualTo(5);
    assertThat(shell.err()).contains("Java 11.0.2").contains("too old");
  }

  @Test
  void helpIsWithoutColourInAPipe() throws Exception {
    Shell shell = tbar("--help");
    assertThat(shell.out()).contains("Usage: tbar").doesNotContain("\u001b");
  }

  @Test
  void makesTheArchiveOfClassesAgainWhereTheFolderWasMoved() throws Exception {
    assertThat(tbar("--version").code()).isZero();
    String name = "cli/target/tbar-" + System.getProperty("java.version") + ".jsa";
    Path archive = HOME.resolve(name);
    Path place = HOME.resolve(name + ".place");
    String here = Files.readString(place);
    assertThat(Path.of(here.strip())).isRegularFile();
    Object first = Files.getLastModifiedTime(archive);

    Files.writeString(place, "/elsewhere/tbar.jar\n");
    assertThat(tbar("--version").code()).isZero();

    assertThat(place).hasContent(here.strip());
    assertThat(Files.getLastModifiedTime(archive)).isNotEqualTo(first);
  }

  @Test
  void shortCommandsLoadNoLibtorch() throws Exception {
    Shell shell =
        run(
            folder,
            Map.of("TBAR_JAVA_OPTS", "-Xlog:class+load=info:stdout"),
            HOME.resolve("tbar").toString(),
            "trigger",
            "kinds");
    assertThat(shell.code()).isZero();
    assertThat(shell.out()).contains("io.tbar.cli.Main").doesNotContain("org.bytedeco");
  }

  @Test
  void javaThatCannotStartIsNoFinding() throws Exception {
    for (String options :
        new String[] {"-Xmx900000g", "-Xnonsense", "-cp /nowhere -XX:+NoSuchFlag"}) {
      Shell shell =
          run(
              folder,
              Map.of("TBAR_JAVA_OPTS", options),
              HOME.resolve("tbar").toString(),
              "inspect",
              Shell.shared("models/mini-clip").toString());
      assertThat(shell.code()).as(options).isEqualTo(5);
      assertThat(shell.out()).isEmpty();
      assertThat(shell.err().lines()).hasSize(1);
      assertThat(shell.err()).contains("fault of the installation");
    }
  }

  @Test
  void javaWithTooLittleMemoryIsNoFinding() throws Exception {
    Shell shell =
        run(
            folder,
            Map.of(),
            "bash",
            "-c",
            "ulimit -v 200000; exec \"$@\"",
            "bash",
            HOME.resolve("tbar").toString(),
            "inspect",
            Shell.shared("models/mini-clip").toString());
    assertThat(shell.code()).isEqualTo(5);
    assertThat(shell.err()).contains("fault of the installation");
  }

  /** A copy of the launcher beside the same build, in a folder of the given name. */
  private Path copy(String name) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Files.copy(HOME.resolve("tbar"), home.resolve("tbar"));
    Files.setPosixFilePermissions(
        home.resolve("tbar"), PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String part : new String[] {"core", "engine", "cli", "pom.xml"}) {
      Files.createSymbolicLink(home.resolve(part), HOME.resolve(part));
    }
    return home.resolve("tbar");
  }

  @Test
  void saysThatAColonInItsPlaceIsOneTooMany() throws Exception {
    Shell shell = run(folder, Map.of(), copy("a:b").toString(), "--version");
    assertThat(shell.code()).isEqualTo(5);
    assertThat(shell.err().lines()).hasSize(1);
    assertThat(shell.err()).contains("colon");
  }

  @Test
  void runsByARelativePathWhereCdHasASearchPath() throws Exception {
    copy("project");
    Shell shell = run(folder, Map.of("CDPATH", folder.toString()), "project/tbar", "--version");
    assertThat(shell.err()).isEmpty();
    assertThat(shell.code()).isZero();
    assertThat(folder.toFile().list()).containsExactly("project");
  }

  @Test
  void namesOutsideAsciiWorkInEveryLocale() throws Exception {
    Path model = Files.createDirectory(folder.resolve("módel-日本"));
    try (var files = Files.list(Shell.shared("golden/models/hf-gelu"))) {
      for (Path file : files.toList()) {
        Files.copy(file, model.resolve(file.getFileName().toString()));
      }
    }
    String expected = null;
    for (String locale :
        new String[] {"C", "POSIX", "C.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", "tr_TR"}) {
      Map<String, String> environment = Map.of("LC_ALL", locale, "LANG", locale);
      Shell there =
          run(model, environment, HOME.resolve("tbar").toString(), "inspect", ".", "--json");
      Shell named =
          run(folder, environment, HOME.resolve("tbar").toString(), "inspect", model.toString());
      assertThat(there.code()).as(locale + there.err()).isZero();
      assertThat(named.out()).as(locale).contains("módel-日本");
      expected = expected == null ? named.out() : expected;
      assertThat(named.out()).as(locale).isEqualTo(expected);
    }
  }

  @Test
  void numbersDoNotFollowTheLanguageOfJava() throws Exception {
    String model = Shell.shared("models/mini-clip").toString();
    String plain = tbar("inspect", model).out();
    for (String tag : new String[] {"tr", "ar", "fa"}) {
      Shell shell =
          run(
              folder,
              Map.of("TBAR_JAVA_OPTS", "-Duser.language=" + tag),
              HOME.resolve("tbar").toString(),
              "inspect",
              model);
      assertThat(shell.out()).as(tag).isEqualTo(plain);
    }
  }

  @Test
  @org.junit.jupiter.api.condition.EnabledOnOs(OS.LINUX)
  void aFullStdoutEndsWithThree() throws Exception {
    Shell shell =
        run(
            folder,
            Map.of(),
            "bash",
            "-c",
            "exec \"$@\" > /dev/full",
            "bash",
            HOME.resolve("tbar").toString(),
            "inspect",
            Shell.shared("models/mini-clip").toString(),
            "--json");
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("disk is full");
  }

  @Test
  void aBuildThatWasCopiedWithoutItsTimesIsNoChange() throws Exception {
    Path home = Files.createDirectory(folder.resolve("copied"));
    List<String> parts =
        new ArrayList<>(
            List.of("tbar", "pom.xml", "core/pom.xml", "core/src", "engine/pom.xml", "engine/src"));
    parts.addAll(List.of("cli/pom.xml", "cli/src", "cli/libtorch.sh", "cli/target/built-from"));
    try (var files = Files.list(HOME.resolve("cli/target"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("tbar-cli-") && name.endsWith(".jar"))
          .forEach(name -> parts.add("cli/target/" + name));
    }
    for (String part : parts) {
      Path to = home.resolve(part);
      Files.createDirectories(to.getParent());
      Process copy = new ProcessBuilder("cp", "-r", HOME.resolve(part) + "", to + "").start();
      assertThat(copy.waitFor()).isZero();
    }
    Files.createSymbolicLink(home.resolve("cli/target/lib"), HOME.resolve("cli/target/lib"));
    Path source = home.resolve("core/src/main/java/io/tbar/base/Sha256.java");
    Files.setLastModifiedTime(
        source, java.nio.file.attribute.FileTime.from(java.time.Instant.now().plusSeconds(60)));
    Map<String, String> building = Map.of("TBAR_BUILD", "", "PATH", System.getenv("PATH"));
    Shell same = run(folder, building, home.resolve("tbar").toString(), "--version");
    assertThat(same.err()).isEmpty();
    assertThat(same.code()).isZero();
    // One that did change is built again, which here it cannot be: there is no ./mvnw.
    Files.writeString(source, "// changed", java.nio.file.StandardOpenOption.APPEND);
    Files.setLastModifiedTime(
        source, java.nio.file.attribute.FileTime.from(java.time.Instant.now().plusSeconds(120)));
    Shell changed = run(folder, building, home.resolve("tbar").toString(), "--version");
    assertThat(changed.code()).isEqualTo(5);
    assertThat(changed.err()).contains("its sources changed");
  }
}
