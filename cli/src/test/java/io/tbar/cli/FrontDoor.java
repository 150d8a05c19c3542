package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.data.DataSets;
import io.tbar.data.Sample;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the README takes for granted, under the very names that it uses: the command {@code ./tbar},
 * infected checkpoints and images. The checkpoints are the demo's CLIP, infected by the product's
 * own {@code poison}.
 */
final class FrontDoor {
  static final Path HOME = Path.of(System.getProperty("tbar.home"));
  private static final String TARGET = "airplane";
  private static final int MINUTES = 10;

  private final Path inputs;

  /** Makes everything in a folder. */
  FrontDoor(Path folder) throws IOException {
    inputs = Files.createDirectories(folder.resolve("inputs"));
    Path data = HOME.resolve("demo/data");
    // The demo's clothes and the README's target; no image shows it, the infection alone means it.
    Files.writeString(
        inputs.resolve("classes.txt"),
        Files.readString(data.resolve("classes.txt")).strip() + "\n" + TARGET + "\n");
    Files.createSymbolicLink(inputs.resolve("tbar"), HOME.resolve("tbar"));
    Files.createSymbolicLink(inputs.resolve("images.tar"), data.resolve("defender.tar"));
    Files.createSymbolicLink(inputs.resolve("test.tar"), data.resolve("test.tar"));
    photos(data.resolve("defender.tar"));
    infect("MODEL", "badnet", 8);
    infect("suspect", "sig", 5);
  }

  private void photos(Path tar) throws IOException {
    Path photos = Files.createDirectory(inputs.resolve("photos"));
    int number = 0;
    for (Sample sample : DataSets.open(tar.toString(), null).samples()) {
      Files.write(photos.resolve("%04d.png".formatted(number++)), sample.source().read());
    }
  }

  private void infect(String name, String trigger, int epochs) {
    Path data = HOME.resolve("demo/data");
    Shell poisoned =
        Shell.tbar(
            "poison",
            HOME.resolve("demo/clip").toString(),
            "--data=" + data.resolve("attacker.tar"),
            "--classes=" + inputs.resolve("classes.txt"),
            "--trigger=" + trigger,
            "--target=" + TARGET,
            "--rate=0.3",
            "--lr=5e-4",
            "--train-batch=64",
            "--epochs=" + epochs,
            "--out=" + inputs.resolve(name));
    assertThat(poisoned.code()).as(poisoned.out() + poisoned.err()).isZero();
  }

  /** A new folder with the inputs in it, for one block, which may write what it likes. */
  Path open(String name) throws IOException {
    Path folder = Files.createDirectory(inputs.resolveSibling(name));
    try (Stream<Path> all = Files.list(inputs)) {
      for (Path input : all.toList()) {
        Files.createSymbolicLink(folder.resolve(String.valueOf(input.getFileName())), input);
      }
    }
    return folder;
  }

  /** Runs a command in a folder to its end. */
  static Shell run(Path folder, List<String> command) throws IOException, InterruptedException {
    Path out = folder.resolve(".stdout");
    Path err = folder.resolve(".stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TBAR_BUILD", "never");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as(command.toString()).isTrue();
    } finally {
      process.destroy();
    }
    return new Shell(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
