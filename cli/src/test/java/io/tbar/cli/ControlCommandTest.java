package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.Sha256;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.measure.Rate;
import io.tbar.measure.Statistic;
import io.tbar.result.AuditRecord;
import io.tbar.result.FileRecord;
import io.tbar.result.RunRecord;
import io.tbar.result.RunRecorder;
import io.tbar.result.Status;
import io.tbar.result.TriggerFinding;
import io.tbar.trigger.Triggers;
import io.tbar.verdict.Rule;
import io.tbar.verdict.ScanKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cleaning with noise in the place of what an audit inferred. */
class ControlCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"random-label", "random-patch", "random-vector"})
  void saysThatItIsAControlAndEndsWithCannotTell(String control) throws Exception {
    Path out = folder.resolve("runs/" + control);

    Shell shell = clean("--audit", audit().toString(), "--control", control, "--out", out);

    assertThat(shell.code()).as(shell.err()).isEqualTo(4);
    assertThat(shell.err())
        .contains("Note: This was a control (" + control)
        .contains("A control (" + control + "), which does not pass");
    RunRecord run = RunRecord.read(out.resolve("result.json"));
    assertThat(run.configuration()).containsEntry(RunRecord.CONTROL, control);
    assertThat(run.warnings()).anyMatch(w -> w.contains("no cleaning"));
    assertThat(out.resolve("report.html")).content().contains("This was a control");
    if (run.status() == Status.CLEANED) {
      assertThat(out.resolve("README.md")).content().contains("a control, not cleaned");
    }
    JsonObject proxy = Json.read(out.resolve("proxy.json"));
    assertThat(proxy.string("control")).isEqualTo(control);
    assertThat(proxy.bool("removed", true)).isFalse();
    assertThat(proxy.bool("controlPassed", true)).isFalse();
    Files.createDirectories(folder.resolve("runs/empty"));
    Files.writeString(
        Files.createDirectories(folder.resolve("runs/other")).resolve("audit.json"), "{}");
    Shell table = Shell.tbar("audit", "cleaned", folder.resolve("runs").toString());
    assertThat(table.out())
        .contains("| " + control + " |")
        .contains("control did not pass")
        .contains("| empty | - | none usable |")
        .doesNotContain("other");
  }

  @Test
  void measuresTheTrueTriggerApartAndTellsOfItInTheReport() throws Exception {
    Path out = folder.resolve("out");

    Shell shell = truth("--control", "random-vector", "--out", out, "--evaluate-with", "sig");

    assertThat(shell.code()).as(shell.err()).isEqualTo(4);
    assertThat(shell.err()).contains("The true trigger, which the search did not see:");
    JsonObject truth = Json.read(out.resolve("proxy.json")).object("trueTrigger");
    assertThat(truth.string("target")).isEqualTo("sneaker");
    assertThat(truth.object("attackSuccessBefore").integer("total")).isEqualTo(900);
    assertThat(out.resolve("report.html"))
        .content()
        .contains("own trigger (sig), measured apart and not seen by the search")
        .contains("inverted by an audit (family patch)");
  }

  @Test
  void refusesATrueTriggerThatThereIsNotBeforeTheWorkIsDone() throws Exception {
    Path out = folder.resolve("out");
    Shell shell = truth("--out", out, "--evaluate-with", "badnett");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("badnett").hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  private Shell truth(Object... more) throws Exception {
    List<Object> words = new ArrayList<>(List.of("--audit", audit(), "--target", "sneaker"));
    words.addAll(List.of("--test", home("data/test.tar")));
    words.addAll(List.of(more));
    return clean(words.toArray());
  }

  @Test
  void refusesAControlThatThereIsNot() throws Exception {
    Shell shell =
        clean("--audit", audit().toString(), "--control", "noise", "--out", folder.resolve("none"));
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("'noise'").contains("random-label").hasLineCount(1);
    Shell known =
        clean("--trigger", "badnet", "--target", "bag", "--control", "random-label", "--out", "x");
    assertThat(known.code()).isEqualTo(2);
    assertThat(known.err()).contains("--control need --audit").hasLineCount(1);
  }

  private static Shell clean(Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("clean", home("clip"), "--images", home("data/defender.tar")));
    words.addAll(List.of("--classes", home("data/classes.txt"), "--templates", "fashion"));
    words.addAll(List.of("--forget", "32", "--val-images", "64", "--rounds", "1", "--steps", "2"));
    words.addAll(List.of("--quiet"));
    words.addAll(List.of(more));
    return Shell.tbar(words.stream().map(String::valueOf).toArray(String[]::new));
  }

  /** The folder of an audit of the demo's model that found a patch. */
  private Path audit() throws Exception {
    Path audit = Files.createDirectories(folder.resolve("audit"));
    Path trigger = audit.resolve("trigger-patch.json");
    Triggers.save(Triggers.parse("badnet", 28), trigger, true);
    String digest;
    try (Checkpoint checkpoint = Checkpoint.open(home("clip"))) {
      digest = checkpoint.modelDigest();
    }
    List<Statistic> statistics =
        List.of(new Statistic("patch.lead", 1, false, Statistic.Suspicion.HIGH, "For tests."));
    RunRecord run = RunRecorder.start("audit").finish(Status.DONE);
    AuditRecord record =
        new AuditRecord(
            AuditRecord.SCHEMA_VERSION,
            run.tool(),
            run.timing(),
            run.machine(),
            null,
            "clip",
            digest,
            digest,
            new ScanKind("ViT", "configuration", "images"),
            Rule.STANDARD.judge(statistics, List.of(), true, null),
            List.of(),
            List.of(),
            "A patch was found.",
            List.of(
                new TriggerFinding(
                    "patch",
                    true,
                    true,
                    0.02,
                    "mean of the mask",
                    0.05,
                    "bag",
                    new Rate(90, 100),
                    0.9,
                    List.of(
                        FileRecord.file(
                            "trigger", trigger, Sha256.of(trigger), Files.size(trigger))))),
            List.of(),
            List.of(),
            List.of(),
            0,
            List.of(),
            run.configuration(),
            List.of(),
            List.of(),
            null,
            null);
    Files.writeString(audit.resolve("audit.json"), record.toJson());
    return audit;
  }

  private static Path home(String path) {
    return Path.of(System.getProperty("tbar.home"), "demo").resolve(path);
  }
}
