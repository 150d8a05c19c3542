package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.result.AuditRecord;
import io.tbar.result.CleaningRound;
import io.tbar.result.RunRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What --dry-run tells beside what the same command then took. */
class DryRunTest {
  @TempDir Path folder;

  @Test
  void tellsThePassesOfAnAuditAndWritesNothing() throws Exception {
    List<String> audit = audit(home("clip"));
    Shell told = shell(audit, "--dry-run", "--format", "json");
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(files()).isEmpty();

    Shell done = shell(audit);
    assertThat(done.code()).as(done.err()).isIn(0, 1, 4);
    long took = AuditRecord.read(folder.resolve("out/audit.json")).passes();

    JsonObject cost = one(told);
    // The record counts forward passes of the scan, and both ways of the labels' searches.
    long most =
        stage(cost, "scan").longInteger("forward")
            + stage(cost, "labels").longInteger("forward")
            + stage(cost, "labels").longInteger("backward");
    assertThat(most).isBetween(took, Math.round(1.3 * took));
    assertThat(cost.longInteger("passes")).isGreaterThan(most);
    assertThat(cost.number("seconds")).isPositive();
    assertThat(cost.longInteger("peakBytes")).isBetween(50L << 20, 8L << 30);
  }

  @Test
  void anAuditBesideABaseLooksAtTheLabelsTwice() throws Exception {
    Path base = otherWeights();
    Shell alone = shell(audit(home("clip")), "--dry-run");
    Shell both = shell(audit(home("clip")), "--dry-run", "--base", base.toString());
    assertThat(alone.out()).contains("labels").doesNotContain("labels of the base");
    assertThat(both.out())
        .contains("labels of the base", "Nothing was written", "images/s", "of memory");
    assertThat(both.code()).isZero();
    Shell same = shell(audit(home("clip")), "--dry-run", "--base", home("clip").toString());
    assertThat(same.code()).isEqualTo(3);
    assertThat(same.err()).contains("the same weights");
  }

  @Test
  void tellsThePassesOfACleaningAndWritesNothing() throws Exception {
    List<String> clean = clean();
    Shell told = shell(clean, "--dry-run", "--json");
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(files()).isEmpty();

    Shell done = shell(clean);
    assertThat(done.code()).as(done.err()).isIn(0, 4);
    RunRecord run = RunRecord.read(folder.resolve("out/result.json"));
    List<CleaningRound> rounds = Objects.requireNonNull(run.cleaning()).rounds();
    long took = rounds.get(rounds.size() - 1).passes();

    JsonObject cost = one(told);
    assertThat(took).isPositive();
    assertThat(stage(cost, "coefficient").longInteger("forward")).isGreaterThanOrEqualTo(took);
    // 4 steps of 32 triggered and 32 clean images.
    assertThat(stage(cost, "training").longInteger("backward")).isEqualTo(256);
    assertThat(stage(cost, "before and after").longInteger("forward")).isEqualTo(4 * 580);
  }

  @Test
  void knowsNoOtherMethod() {
    Shell shell = shell(clean(), "--dry-run", "--method", "finetune");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("--method tbar takes, not finetune").hasLineCount(1);
  }

  private static JsonObject one(Shell told) {
    JsonObject all = Json.parse(told.out().getBytes(StandardCharsets.UTF_8), "stdout");
    assertThat(all.string("format")).isEqualTo("tbar-cost/1");
    List<JsonObject> estimates = all.objects("estimates");
    assertThat(estimates).hasSize(1);
    return estimates.get(0);
  }

  private static JsonObject stage(JsonObject cost, String name) {
    return cost.objects("stages").stream()
        .filter(stage -> stage.string("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).toList();
    }
  }

  /** The demo's CLIP with one weight a little different. */
  private Path otherWeights() throws Exception {
    Path base = Files.createDirectory(folder.resolve("base"));
    try (Stream<Path> files = Files.list(home("clip"))) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        if (file.toString().endsWith(".safetensors")) {
          bytes[bytes.length - 2] ^= 1;
        }
        Files.write(base.resolve(file.getFileName().toString()), bytes);
      }
    }
    return base;
  }

  private List<String> audit(Path model) {
    return List.of(
        "audit",
        model.toString(),
        "--images",
        home("data/defender.tar").toString(),
        "--classes",
        home("data/classes.txt").toString(),
        "--templates=fashion",
        "--budget=quick",
        "--scan-images=64",
        "--threads=1",
        "--quiet",
        "--out",
        folder.resolve("out").toString());
  }

  private List<String> clean() {
    return List.of(
        "clean",
        home("clip").toString(),
        "--images",
        home("data/defender.tar").toString(),
        "--classes",
        home("data/classes.txt").toString(),
        "--templates=fashion",
        "--trigger=badnet",
        "--target=sneaker",
        "--forget=100",
        "--val-images=120",
        "--steps=4",
        "--threads=1",
        "--quiet",
        "--out",
        folder.resolve("out").toString());
  }

  private static Shell shell(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return Shell.tbar(all.toArray(String[]::new));
  }

  private static Path home(String path) {
    return Path.of(System.getProperty("tbar.home"), "demo").resolve(path);
  }
}
