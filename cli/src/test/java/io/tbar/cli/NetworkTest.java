package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * No command needs a network or asks for one. Where the system permits it (Linux, unprivileged
 * namespaces), the process has none; elsewhere only what asks for a connection is seen. That no
 * class of ours knows sockets is a rule of {@code ArchitectureTest}.
 */
class NetworkTest {
  private static final Path DEMO = Path.of(System.getProperty("tbar.home"), "demo");

  /**
   * The first is poison, audit and clean one after the other; the second reads records of many
   * audits.
   */
  private static final Set<String> LEFT_OUT = Set.of("demo", "audit roc");

  @TempDir Path folder;

  @Test
  void everyCommandIsAmongThem() {
    CommandLine root =
        Runner.commandLine(
            Console.of(
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                false,
                () -> false));
    Set<String> names = new TreeSet<>();
    root.getSubcommands().values().forEach(command -> names(command, names));
    names.removeAll(LEFT_OUT);
    assertThat(EveryCommand.of(DEMO, folder).commands().keySet()).containsAll(names);
  }

  private static void names(CommandLine command, Set<String> names) {
    if (!(command.getCommand() instanceof GroupCommand)
        && !command.getCommandSpec().name().equals("help")) {
      names.add(command.getCommandSpec().qualifiedName(" ").substring("tbar ".length()));
    }
    command.getSubcommands().values().forEach(nested -> names(nested, names));
  }

  @Test
  void everyCommandRunsWithoutANetwork() throws Exception {
    EveryCommand.prepare(DEMO, folder);
    boolean denied = permitsNamespaces();
    List<String> command = new ArrayList<>(denied ? List.of("unshare", "-rn") : List.of());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx2g");
    command.add("-Djava.awt.headless=true");
    command.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    command.add("-Dorg.bytedeco.javacpp.nopointergc=true");
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(EveryCommand.class.getName(), DEMO.toString(), folder.toString(), "" + denied));
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said, StandardCharsets.UTF_8)).isZero();
    assertThat(said).content().contains("every command came through");
  }

  private static boolean permitsNamespaces() throws Exception {
    try {
      Process process = new ProcessBuilder("unshare", "-rn", "true").start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
