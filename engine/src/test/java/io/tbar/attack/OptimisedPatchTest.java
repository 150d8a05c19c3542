package io.tbar.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.image.Pixels;
import io.tbar.method.TinyFiles;
import io.tbar.torch.Engine;
import io.tbar.train.TinyWorld;
import io.tbar.train.ZeroShotModel;
import io.tbar.trigger.Trigger;
import io.tbar.trigger.Triggers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OptimisedPatchTest {
  private static final List<String> CAPTIONS =
      List.of("a photo of flat", "a drawing of flat", "art of flat", "flat in a game");
  private static final PatchOptions SHORT = new PatchOptions(70, "centre", 30, 24, 0.05, 0);
  @TempDir Path folder;

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @Test
  void badMergingLeadsUnseenPicturesOfTheCleanModelToTheTarget() {
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden())) {
      OptimisedPatch patch =
          BadMergingPatch.optimise(
              model,
              others(TinyWorld.pictures(80, 1)),
              TinyWorld.TARGET,
              new PatchOptions(70, "bottom-right", 40, 24, 0.05, 0),
              Progress.silent());
      List<Double> losses = Objects.requireNonNull(patch.curves().get("loss"));
      assertThat(losses).hasSize(40);
      assertThat(losses.get(39)).isLessThan(0.8 * losses.get(0));
      List<Pixels> unseen = others(TinyWorld.pictures(80, 2));
      assertThat(hits(model, stamped(patch.trigger(), unseen))).isGreaterThan(hits(model, unseen));
    }
  }

  @Test
  void badClipPullsPatchedPicturesToTheCaptionsOfTheTarget() {
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden())) {
      OptimisedPatch patch = badClip(model, SHORT);
      List<Double> cosines =
          Objects.requireNonNull(patch.curves().get("cosine to target captions"));
      List<Double> losses = Objects.requireNonNull(patch.curves().get("loss"));
      assertThat(patch.curves()).containsKeys("triplet", "contrast with target captions");
      assertThat(mean(losses, 25, 30)).isLessThan(mean(losses, 0, 5));
      assertThat(cosines).hasSize(30).allMatch(c -> c >= -1.0001 && c <= 1.0001);
    }
  }

  @Test
  void thePatchIsARealPictureWhereItWasOptimisedAndAFileLikeAnyOther() {
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden())) {
      Trigger trigger = badClip(model, SHORT).trigger();
      Pixels clean = TinyWorld.pictures(1, 3).get(0);
      Pixels stamped = trigger.apply(clean, 0);
      for (int i = 0; i < clean.chw().length; i++) {
        int y = i / 32 % 32;
        int x = i % 32;
        boolean inside = x >= 11 && x < 21 && y >= 11 && y < 21;
        if (!inside) {
          assertThat(stamped.chw()[i]).isEqualTo(clean.chw()[i]);
        }
      }
      assertThat(stamped.chw()).isNotEqualTo(clean.chw());
      Path file = folder.resolve("badclip.json");
      Triggers.save(trigger, file, false);
      assertThat(Triggers.parse(file.toString(), 32).apply(clean, 0).chw())
          .isEqualTo(stamped.chw());
    }
  }

  @Test
  void theSameSeedGivesTheSamePatchAndTheModelStaysAsItIs() {
    PatchOptions three = new PatchOptions(70, "centre", 3, 8, 0.05, 7);
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden())) {
      float[] before = model.clip().weights().read("visual.proj");
      Pixels clean = TinyWorld.pictures(1, 3).get(0);
      byte[] first = badClip(model, three).trigger().apply(clean, 0).chw();
      assertThat(badClip(model, three).trigger().apply(clean, 0).chw()).isEqualTo(first);
      assertThat(model.clip().weights().read("visual.proj")).isEqualTo(before);
    }
  }

  @Test
  void refusesOneCaptionForAllAndNoPictureOfTheTarget() {
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden())) {
      List<Pixels> pictures = TinyWorld.pictures(8, 1);
      assertThatThrownBy(
              () ->
                  BadClipPatch.optimise(
                      model, pictures, pictures, List.of("x", "x"), SHORT, Progress.silent()))
          .isInstanceOf(TbarException.class)
          .hasMessageContaining("several captions");
      assertThatThrownBy(
              () ->
                  BadClipPatch.optimise(
                      model, pictures, List.of(), CAPTIONS, SHORT, Progress.silent()))
          .isInstanceOf(TbarException.class)
          .hasMessageContaining("of the target (there are 0)");
    }
  }

  private static OptimisedPatch badClip(ZeroShotModel model, PatchOptions options) {
    List<Pixels> all = TinyWorld.pictures(80, 1);
    List<Pixels> targets = new ArrayList<>(all);
    targets.removeAll(others(all));
    return BadClipPatch.optimise(model, others(all), targets, CAPTIONS, options, Progress.silent());
  }

  private static List<Pixels> others(List<Pixels> pictures) {
    List<Pixels> others = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      if (i % TinyWorld.CLASSES != TinyWorld.TARGET) {
        others.add(pictures.get(i));
      }
    }
    return others;
  }

  private static List<Pixels> stamped(Trigger trigger, List<Pixels> pictures) {
    return pictures.stream().map(p -> trigger.apply(p, 0)).toList();
  }

  private static int hits(ZeroShotModel model, List<Pixels> pictures) {
    int hits = 0;
    for (int answer : model.predictor().top1(pictures)) {
      hits += answer == TinyWorld.TARGET ? 1 : 0;
    }
    return hits;
  }

  private static double mean(List<Double> values, int from, int to) {
    return values.subList(from, to).stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
