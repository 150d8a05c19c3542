package io.tbar.invert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.image.Pixels;
import io.tbar.measure.Statistic;
import io.tbar.torch.Engine;
import io.tbar.train.TinyWorld;
import io.tbar.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanTest {
  private static final ScanOptions QUICK = ScanOptions.defaults(4).withBudget(Budget.QUICK);

  private static final List<Pixels> IMAGES = TinyWorld.pictures(128, 21);

  private static TinyWorld world;
  private static Findings whole;

  @TempDir Path folder;

  @BeforeAll
  static void infect() {
    Engine.start(1);
    world = new TinyWorld();
    world.infect();
    whole = scan(QUICK, IMAGES, Progress.silent());
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void choosesAUsableTriggerAndTellsWhereItLeads() {
    InvertedTrigger chosen = Objects.requireNonNull(whole.chosen());
    Candidate first = whole.candidates().get(0);

    assertThat(chosen.effect().low()).isGreaterThan(0.5);
    assertThat(first.index()).isEqualTo(chosen.label());
    assertThat(first.increase()).isGreaterThan(0.4);
    assertThat(whole.reason())
        .contains("The label '" + first.label() + "' lies furthest before the others");
    assertThat(whole.nearest()).extracting(Candidate::label).contains(first.label());
    assertThat(whole.notDone()).isEmpty();
  }

  @Test
  void triesEveryFamily() {
    assertThat(whole.triggers())
        .extracting(InvertedTrigger::family)
        .contains("patch", "additive", "stripes", "warp", "sines");
    assertThat(whole.statistics())
        .extracting(Statistic::id)
        .containsExactly("patch.lead", "additive.lead", "stripes.lead", "warp.lead", "sines.lead");
    assertThat(whole.further()).extracting(Statistic::id).contains("decree.area", "warp.size");
    assertThat(whole.passes()).isGreaterThan(4 * 15 * 8 * 3);
  }

  @Test
  void takesTheTargetFirstWhereAsked() {
    Findings found = scan(QUICK.withTargetFirst(), IMAGES, Progress.silent());
    InvertedTrigger first =
        found.triggers().stream()
            .filter(t -> t.family().equals("target-first"))
            .findFirst()
            .orElseThrow();

    assertThat(first.label()).isEqualTo(Objects.requireNonNull(whole.chosen()).label());
    assertThat(first.effect().low()).isGreaterThan(0.5);
    assertThat(first.change()).isLessThan(0.4);
    assertThat(found.statistics()).isEqualTo(whole.statistics());
    assertThat(found.further()).isEqualTo(whole.further());
    assertThat(found.passes()).isGreaterThan(whole.passes());
  }

  @Test
  void aFoundTriggerCanBeSavedAndReadAgain() {
    for (InvertedTrigger found : whole.triggers()) {
      Path json = folder.resolve(found.family() + ".json");
      Triggers.save(found.trigger(), json, false);

      byte[] read = Triggers.parse(json.toString(), 32).apply(IMAGES.get(0), 0).chw();

      assertThat(read).isEqualTo(found.trigger().apply(IMAGES.get(0), 0).chw());
    }
  }

  @Test
  void theSameSeedGivesTheSameFindings() {
    Findings again = scan(QUICK, IMAGES, Progress.silent());

    sameAs(again, whole);
    assertThat(scan(ScanOptions.defaults(5).withBudget(Budget.QUICK), IMAGES, Progress.silent()))
        .extracting(Findings::configuration)
        .isNotEqualTo(whole.configuration());
  }

  @Test
  void goesOnWhereItWasKilledToTheSameFindings() {
    Path state = folder.resolve("state");
    ScanOptions resuming = QUICK.withResume(state);
    for (int kill : new int[] {5, 30, 47}) {
      assertThatThrownBy(() -> scan(resuming, IMAGES, killedAt(kill)))
          .isInstanceOf(TbarException.class);
    }
    assertThat(state.resolve("decree.json")).exists();

    sameAs(scan(resuming, IMAGES, Progress.silent()), whole);
    sameAs(scan(resuming, IMAGES, Progress.silent()), whole);
  }

  @Test
  void refusesADamagedOrForeignState() throws IOException {
    Path state = folder.resolve("state");
    ScanOptions resuming = QUICK.withResume(state);
    assertThatThrownBy(() -> scan(resuming, IMAGES, killedAt(12)))
        .isInstanceOf(TbarException.class);
    Path json = state.resolve("decree.json");
    byte[] good = Files.readAllBytes(json);

    assertThatThrownBy(
            () ->
                scan(
                    ScanOptions.defaults(9).withBudget(Budget.QUICK).withResume(state),
                    IMAGES,
                    Progress.silent()))
        .hasMessageContaining("is the state of another scan");
    Files.write(json, Arrays.copyOf(good, good.length / 2));
    assertThatThrownBy(() -> scan(resuming, IMAGES, Progress.silent()))
        .hasMessageContaining("is damaged: it is no whole JSON file");
    Files.write(json, good);
    try (var files = Files.newDirectoryStream(state, "decree-*.safetensors")) {
      for (Path file : files) {
        Files.write(file, new byte[9]);
      }
    }
    assertThatThrownBy(() -> scan(resuming, IMAGES, Progress.silent()))
        .hasMessageContaining("is damaged: its tensors");
  }

  @Test
  void tellsWhatATimeLimitLeftOut() {
    Findings cut = scan(QUICK.withMaxTime(Duration.ofNanos(1)), IMAGES, Progress.silent());

    assertThat(cut.notDone()).hasSize(6).allMatch(s -> s.contains("the time was up"));
    assertThat(cut.chosen()).isNull();
    assertThat(cut.reason()).contains("No usable trigger was found");
  }

  @Test
  void endsInTheMiddleOfASearchWhenTheTimeIsUpAndGoesOnFromThere() {
    ScanOptions resuming = QUICK.withResume(folder.resolve("state"));
    Progress slow =
        (stage, done, total) -> {
          if (stage.startsWith("inverting, mask") && done == 3) {
            sleep();
          }
        };

    Findings cut = scan(resuming.withMaxTime(Duration.ofSeconds(2)), IMAGES, slow);

    assertThat(cut.notDone())
        .hasSize(6)
        .startsWith("DECREE was not finished: the time was up.")
        .endsWith("The family sines was not tried: the time was up.");
    assertThat(cut.passes()).isPositive().isLessThan(whole.passes() / 4);
    sameAs(scan(resuming, IMAGES, Progress.silent()), whole);
  }

  @Test
  void refusesTooFewAndIdenticalImages() {
    assertThatThrownBy(() -> scan(QUICK, IMAGES.subList(0, 20), Progress.silent()))
        .hasMessage("The scan needs at least 64 clean images, but only 20 can be used; give more.");
    assertThatThrownBy(() -> scan(QUICK, Collections.nCopies(80, IMAGES.get(0)), Progress.silent()))
        .hasMessageContaining("All 80 images show the same picture");
  }

  @Test
  void refusesAVocabularyThatNamesALabelTwice() {
    assertThatThrownBy(
            () -> Scan.run(subject(List.of("a", "b", "a", "c")), IMAGES, QUICK, Progress.silent()))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("names \"a\" in line 1");
  }

  private static void sameAs(Findings one, Findings other) {
    assertThat(one.statistics()).isEqualTo(other.statistics());
    assertThat(one.further()).isEqualTo(other.further());
    assertThat(one.passes()).isEqualTo(other.passes());
    assertThat(one.curves()).isEqualTo(other.curves());
    assertThat(one.candidates()).isEqualTo(other.candidates());
    assertThat(one.statistics()).extracting(Statistic::id).doesNotHaveDuplicates();
    for (int i = 0; i < one.triggers().size(); i++) {
      assertThat(one.triggers().get(i).trigger().apply(IMAGES.get(1), 0).chw())
          .isEqualTo(other.triggers().get(i).trigger().apply(IMAGES.get(1), 0).chw());
    }
  }

  private static Findings scan(ScanOptions options, List<Pixels> images, Progress progress) {
    return Scan.run(subject(List.of("a", "b", "c", "d")), images, options, progress);
  }

  private static Session.Subject subject(List<String> names) {
    return new Session.Subject(world.clip, world.head, names, List.of("{}"), 32, "tiny");
  }

  /** Stops at the n-th time that it is asked, as if killed there. */
  private static Progress killedAt(int n) {
    List<Integer> asked = new ArrayList<>();
    return new Progress() {
      @Override
      public void update(String stage, long done, long total) {}

      @Override
      public boolean cancelled() {
        asked.add(1);
        return asked.size() >= n;
      }
    };
  }

  private static void sleep() {
    try {
      Thread.sleep(2_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
