package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.checkpoint.Checkpoint;
import io.tbar.measure.Statistic;
import io.tbar.verdict.NullModel;
import io.tbar.verdict.NullSet;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an audit refuses, in one sentence and with a documented code. */
class AuditBadInputTest {
  @TempDir Path folder;

  @Test
  void wantsACheckpointAndImages() {
    Shell nothing = Shell.tbar("audit", "--images", "somewhere");
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).contains("checkpoint").hasLineCount(1);
    Shell blind = Shell.tbar("audit", model());
    assertThat(blind.code()).isEqualTo(2);
    assertThat(blind.err()).contains("--images").hasLineCount(1);
  }

  @Test
  void refusesAVocabularyThatNamesSomethingTwice() throws Exception {
    Path names = Files.writeString(folder.resolve("words.txt"), "cat\ndog\nCat\n");
    Shell shell = audit(model(), "--classes", names.toString());
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("cat").contains("line 1").contains("line 3").hasLineCount(1);
  }

  @Test
  void refusesFewerImagesThanAScanTakes() throws Exception {
    Path images = Files.createDirectories(folder.resolve("few"));
    for (int i = 0; i < 3; i++) {
      write(images.resolve("image" + i + ".png"), i);
    }
    Shell shell = Shell.tbar("audit", model(), "--images", images.toString(), "--quiet");
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("3").contains("64");
  }

  @Test
  void refusesImagesThatAreAllAlike() throws Exception {
    Path images = Files.createDirectories(folder.resolve("alike"));
    for (int i = 0; i < 70; i++) {
      // Different files, the same picture.
      write(images.resolve("image" + i + ".png"), 7);
      Files.write(
          images.resolve("image" + i + ".png"),
          ("" + i).getBytes(StandardCharsets.US_ASCII),
          StandardOpenOption.APPEND);
    }
    Shell shell = Shell.tbar("audit", model(), "--images", images.toString(), "--quiet");
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("70");
  }

  @Test
  void refusesANullSetThatIsNone() throws Exception {
    Path file = Files.writeString(folder.resolve("null.json"), "{\"format\": \"else\"}");
    Shell shell = audit(model(), "--null", file.toString());
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("null.json").contains("calibrate").hasLineCount(1);
  }

  @Test
  void refusesANullSetOfAnotherArchitectureOrOfOtherImagesBeforeItScans() {
    Path architecture = nullSet("ViT of another kind", "images");
    Shell other = demo("--null", architecture.toString());
    assertThat(other.code()).isEqualTo(3);
    assertThat(other.err())
        .contains("set.json' is of the architecture ViT of another kind, but the model is ViT 28/7")
        .hasLineCount(1);
    String ours = other.err().replaceAll("(?s).*but the model is (.*); make a null set.*", "$1");
    Shell images = demo("--null", nullSet(ours, "others").toString());
    assertThat(images.code()).isEqualTo(3);
    assertThat(images.err()).contains("was made with other images").hasLineCount(1);
  }

  @Test
  void refusesImagesThatTheModelTakesForOneThingAlready() throws Exception {
    Path images = Files.createDirectories(folder.resolve("one"));
    for (int i = 0; i < 80; i++) {
      stamp(images.resolve("image" + i + ".png"), i);
    }
    Shell shell = demo("--images", images.toString());
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err())
        .contains("of the 80 images")
        .contains("carry a trigger already")
        .hasLineCount(1);
  }

  @Test
  void refusesADamagedOrForeignStateToResumeAndLeavesItAlone() throws Exception {
    String digest;
    try (Checkpoint checkpoint = Checkpoint.open(home("clip"))) {
      digest = checkpoint.modelDigest();
    }
    Path out = folder.resolve("out");
    Path state =
        Files.createDirectories(folder.resolve("out.state").resolve(digest.substring(0, 16)))
            .resolve("decree.json");
    Map<String, String> wrong =
        Map.of(
            "{\"format\": \"tbar-sc", "is damaged: it is no whole JSON file",
            "{\"format\": \"else\"}", "is no state of a scan",
            "{\"format\": \"tbar-scan/1\", \"scan\": \"other\"}", "the state of another scan");
    for (var one : wrong.entrySet()) {
      Files.writeString(state, one.getKey());
      Shell shell = demo("--resume", "--out", out.toString(), "--force");
      assertThat(shell.code()).isEqualTo(3);
      assertThat(shell.err()).contains("decree.json").contains(one.getValue()).hasLineCount(1);
      assertThat(out.resolve("audit.json")).doesNotExist();
      assertThat(state).hasContent(one.getKey());
    }
  }

  @Test
  void tellsOfAMissingCheckpointAndOfAPickleByTheCode() throws Exception {
    Shell missing = audit(folder.resolve("nowhere").toString());
    assertThat(missing.code()).isEqualTo(3);
    assertThat(missing.err()).contains("nowhere");
    Path pickle = Files.writeString(folder.resolve("model.pt"), "never opened");
    Shell skipped = audit(pickle.toString(), "--format", "json");
    assertThat(skipped.code()).isEqualTo(4);
    assertThat(skipped.out()).contains("\"skipped\": 1").contains("\"checked\": 0");
  }

  @Test
  void givesTheSameCodeInEveryFormat() throws Exception {
    Path pickle = Files.writeString(folder.resolve("model.pt"), "never opened");
    for (String format : List.of("text", "json", "sarif")) {
      assertThat(audit(pickle.toString(), "--format", format).code()).isEqualTo(4);
      assertThat(audit(folder.resolve("no").toString(), "--format", format).code()).isEqualTo(3);
    }
  }

  @Test
  void refusesATimeThatIsNone() {
    Shell shell = audit(model(), "--max-time", "soon");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("soon").contains("10m").hasLineCount(1);
  }

  @Test
  void keepsTheStateOfAScanThatTheTimeLimitCut() {
    Path out = folder.resolve("out");
    // Longer than loading takes on a busy machine, and shorter than this budget on any.
    Shell shell = demo("--resume", "--budget", "deep", "--max-time", "8s", "--out", out.toString());
    assertThat(shell.code()).isEqualTo(4);
    assertThat(shell.out()).containsPattern("The family \\w+ was not tried: the time was up.");
    assertThat(folder.resolve("out.state")).isNotEmptyDirectory();
  }

  @Test
  void refusesOneModelTwiceInANullSetBeforeItScansAny() {
    Shell shell =
        Shell.tbar("audit", "calibrate", model(), model(), "--out", folder + "/null.json");
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("hold the same weights").hasLineCount(1);
  }

  @Test
  void wantsAPlaceForTheStateToResume() {
    Shell shell = audit(model(), "--resume");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("--out").hasLineCount(1);
  }

  @Test
  void cleaningWantsABackdoorOrAnAudit() throws Exception {
    String audit = Files.createDirectory(folder.resolve("audit")).toString();
    Shell neither = clean();
    assertThat(neither.code()).isEqualTo(2);
    assertThat(neither.err()).contains("--trigger").contains("--audit").hasLineCount(1);
    Shell both = clean("--audit", audit, "--trigger", "sig");
    assertThat(both.code()).isEqualTo(2);
    Shell half = clean("--audit", audit, "--evaluate-with", "sig");
    assertThat(half.code()).isEqualTo(2);
    assertThat(half.err()).contains("--test");
    Shell empty = clean("--audit", audit);
    assertThat(empty.code()).isEqualTo(3);
    assertThat(empty.err()).contains("audit.json").hasLineCount(1);
  }

  @Test
  void refusesToMixModelsOfDifferentScansInANullSet() throws Exception {
    NullSet set =
        new NullSet(
            "x",
            "tiny",
            "c",
            "i",
            List.of(
                new NullModel(
                    "clean",
                    "base",
                    "sha",
                    List.of(
                        new Statistic("a", 1, false, Statistic.Suspicion.HIGH, "For tests.")))));
    Path file = folder.resolve("set.json");
    set.write(file, false);
    Shell shell = Shell.tbar("audit", "calibrate", file.toString(), "--out", folder + "/out.json");
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("set.json").contains("audit.json").hasLineCount(1);
  }

  /** A quick audit of the demo's model; options given later win. */
  private static Shell demo(String... more) {
    List<String> args = new ArrayList<>(List.of("audit", home("clip").toString(), "--quiet"));
    args.addAll(List.of("--classes", home("data/classes.txt").toString()));
    args.addAll(List.of("--templates", "fashion"));
    if (!List.of(more).contains("--budget")) {
      args.addAll(List.of("--budget", "quick"));
    }
    if (!List.of(more).contains("--images")) {
      args.addAll(List.of("--images", home("data/defender.tar").toString()));
    }
    args.addAll(List.of(more));
    return Shell.tbar(args.toArray(String[]::new));
  }

  private static Path home(String path) {
    return Path.of(System.getProperty("tbar.home"), "demo").resolve(path);
  }

  private Path nullSet(String architecture, String images) {
    Statistic statistic = new Statistic("a", 1, false, Statistic.Suspicion.HIGH, "For tests.");
    NullModel clean = new NullModel("clean", "base", "sha", List.of(statistic));
    Path file = folder.resolve("set.json");
    new NullSet("x", architecture, "configuration", images, List.of(clean)).write(file, true);
    return file;
  }

  /** The same large mark on backgrounds that hardly differ. */
  private static void stamp(Path file, int seed) throws Exception {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 28 * 28; i++) {
      boolean mark = i % 28 > 8 && i / 28 > 8;
      image.setRGB(i % 28, i / 28, mark ? 0xf0f0f0 : (i * 31 + seed * 7) & 0x0f0f0f);
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private static String model() {
    return Shell.shared("models/mini-clip").toString();
  }

  private Shell audit(String model, String... more) {
    List<String> args = new ArrayList<>(List.of("audit", model, "--images"));
    args.add(Shell.shared("data/cifar10-train-000001.tar").toString());
    args.add("--quiet");
    args.addAll(List.of(more));
    return Shell.tbar(args.toArray(String[]::new));
  }

  private Shell clean(String... more) {
    List<String> args = new ArrayList<>(List.of("clean", model(), "--images"));
    args.add(Shell.shared("data/cifar10-train-000001.tar").toString());
    args.add("--classes");
    args.add(Shell.shared("data/cifar10-classes.txt").toString());
    args.add("--out");
    args.add(folder.resolve("out").toString());
    args.add("--quiet");
    args.addAll(List.of(more));
    return Shell.tbar(args.toArray(String[]::new));
  }

  private static void write(Path file, int seed) throws Exception {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, (i * 2654435 + seed * 40503) & 0xffffff);
    }
    ImageIO.write(image, "png", file.toFile());
  }
}
