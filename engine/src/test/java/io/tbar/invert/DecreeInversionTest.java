package io.tbar.invert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.image.Pixels;
import io.tbar.torch.Engine;
import io.tbar.train.TinyWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DecreeInversionTest {
  private static final ScanOptions OPTIONS = ScanOptions.defaults(4).withBudget(Budget.QUICK);
  private static final List<Pixels> IMAGES = TinyWorld.pictures(128, 21);

  private static TinyWorld world;

  @BeforeAll
  static void infect() {
    Engine.start(1);
    world = new TinyWorld();
    world.infect();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void findsTheVeryTriggerThatAScanListsUnderDecreeWithItsLabelAndFigures() {
    InvertedTrigger alone = run(Progress.silent());
    InvertedTrigger listed =
        Scan.run(subject(), IMAGES, OPTIONS, Progress.silent()).triggers().stream()
            .filter(found -> found.family().equals("decree"))
            .findFirst()
            .orElseThrow();

    assertThat(alone.family()).isEqualTo("decree");
    assertThat(alone.label()).isEqualTo(listed.label());
    assertThat(alone.effect()).isEqualTo(listed.effect());
    assertThat(alone.size()).isEqualTo(listed.size());
    for (Pixels picture : IMAGES.subList(0, 5)) {
      assertThat(alone.trigger().apply(picture, 0).chw())
          .isEqualTo(listed.trigger().apply(picture, 0).chw())
          .isNotEqualTo(picture.chw());
    }
  }

  @Test
  void searchesNoFamilyLabelByLabel() {
    List<String> stages = new ArrayList<>();
    run((stage, done, total) -> stages.add(stage));

    assertThat(stages).isNotEmpty().allMatch(stage -> stage.startsWith("inverting, mask and"));
  }

  @Test
  void findsNothingWhereTheTimeIsUp() {
    ScanOptions none = OPTIONS.withMaxTime(Duration.ofNanos(1));
    assertThat(DecreeInversion.run(subject(), IMAGES, none, Progress.silent())).isEmpty();
  }

  @Test
  void refusesTooFewImages() {
    assertThatThrownBy(
            () -> DecreeInversion.run(subject(), IMAGES.subList(0, 63), OPTIONS, Progress.silent()))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("at least 64 clean images, but only 63");
  }

  private static InvertedTrigger run(Progress progress) {
    return DecreeInversion.run(subject(), IMAGES, OPTIONS, progress).orElseThrow();
  }

  private static Session.Subject subject() {
    return new Session.Subject(
        world.clip, world.head, List.of("a", "b", "c", "d"), List.of("{}"), 32, "tiny");
  }
}
