package io.tbar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.data.PixelLoader;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import io.tbar.measure.Measure;
import io.tbar.method.TinyFiles;
import io.tbar.trigger.Trigger;
import io.tbar.trigger.Triggers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Poisoning with more than one trigger, with cover samples and with unchanged labels. */
class SeveralBackdoorsTest {
  private static final Trigger CORNER =
      Triggers.parse("badnet:resolution=32,size=8,place=top-left", 32);
  private static final Trigger OTHER =
      Triggers.parse("badnet-white:resolution=32,size=8,place=bottom-right", 32);

  @TempDir Path folder;

  @Test
  void everyTriggerLeadsToItsOwnLabelAndIsMeasuredByItself() {
    Infection infection = poison(options(0.5), share(CORNER, 1, 0.5), share(OTHER, 2, 0.5));

    assertThat(infection.manifest().samples()).hasSize(60);
    assertThat(infection.outcomes()).hasSize(2);
    for (BackdoorOutcome outcome : infection.outcomes()) {
      assertThat(outcome.poisoned()).isEqualTo(30);
      assertThat(outcome.after().evaluation().target())
          .isEqualTo(outcome.implanted().backdoor().target());
      assertThat(outcome.after().evaluation().rate(Measure.ATTACK_SUCCESS).value())
          .isGreaterThan(0.7);
    }
    assertThat(infection.after()).isEqualTo(infection.outcomes().get(0).after());
    assertThat(infection.taken())
        .isEqualTo(infection.outcomes().stream().allMatch(o -> Infection.taken(o.after(), 0.8)));
  }

  @Test
  void anAttackHasNotTakenWhereOneOfItsTriggersHasNot() {
    Infection infection = poison(options(0.3), share(CORNER, 1, 0.95), share(OTHER, 2, 0.05));

    assertThat(Infection.taken(infection.outcomes().get(0).after(), 0.8)).isTrue();
    assertThat(Infection.taken(infection.outcomes().get(1).after(), 0.8)).isFalse();
    assertThat(infection.taken()).isFalse();
  }

  @Test
  void coverSamplesShowTheDecoyUnderTheirOwnLabel() {
    List<BackdoorShare> backdoors = List.of(share(CORNER, 1, 1));
    PoisonOptions options = options(0.2).withSelection(new Selection(0, 0.3, false));
    ImageData data = TinyFiles.pictures(folder.resolve("cover"), 40, 1);
    Manifest manifest = new ManifestDraw(data, backdoors, options, TinyFiles.CLASSES).draw();
    List<Example> plain = examples(data, backdoors, new Manifest(List.of(), 40), options);
    List<Example> shown = examples(data, backdoors, manifest, options);

    assertThat(manifest.covers()).hasSize(12);
    for (PoisonedSample cover : manifest.covers()) {
      Pixels clean = plain.get(cover.index()).pixels();
      Example example = shown.get(cover.index());
      assertThat(example.label()).isEqualTo(cover.label());
      assertThat(example.pixels().chw())
          .isEqualTo(CORNER.decoy().orElseThrow().apply(clean, cover.index()).chw())
          .isNotEqualTo(clean.chw())
          .isNotEqualTo(CORNER.apply(clean, cover.index()).chw());
    }
    for (PoisonedSample sample : manifest.samples()) {
      Pixels clean = plain.get(sample.index()).pixels();
      assertThat(shown.get(sample.index()).label()).isEqualTo(1);
      assertThat(shown.get(sample.index()).pixels().chw())
          .isEqualTo(CORNER.apply(clean, sample.index()).chw());
    }
  }

  @Test
  void unchangedLabelsStayUnchanged() {
    List<BackdoorShare> backdoors = List.of(share(CORNER, 1, 1));
    PoisonOptions options = options(0.2).withSelection(new Selection(0, 0, true));
    ImageData data = TinyFiles.pictures(folder.resolve("clean-label"), 40, 1);
    Manifest manifest = new ManifestDraw(data, backdoors, options, TinyFiles.CLASSES).draw();
    List<Example> plain = examples(data, backdoors, new Manifest(List.of(), 40), options);
    List<Example> shown = examples(data, backdoors, manifest, options);

    int triggered = 0;
    for (int i = 0; i < 40; i++) {
      assertThat(shown.get(i).label()).isEqualTo(plain.get(i).label());
      if (!Arrays.equals(shown.get(i).pixels().chw(), plain.get(i).pixels().chw())) {
        assertThat(shown.get(i).label()).isEqualTo(1);
        triggered++;
      }
    }
    assertThat(triggered).isEqualTo(8);
  }

  @Test
  void interpolatedFeaturesTakeNeitherSeveralTriggersNorCover() {
    PoisonOptions interpolated = options(0.3).withInterpolation(Interpolation.badMerging());
    assertThatThrownBy(() -> poison(interpolated, share(CORNER, 1, 0.5), share(OTHER, 1, 0.5)))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("give a single one")
        .extracting(e -> ((TbarException) e).kind())
        .isEqualTo(TbarException.Kind.USAGE);
    assertThatThrownBy(() -> interpolated.withSelection(new Selection(0, 0.1, false)))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("do not go with them");
    assertThat(folder.resolve("infected")).doesNotExist();
  }

  private static BackdoorShare share(Trigger trigger, int target, double share) {
    return new BackdoorShare(new Backdoor(trigger, target), share);
  }

  private static PoisonOptions options(double rate) {
    return PoisonOptions.defaults()
        .withRate(rate)
        .withRecipe(TinyWorld.recipe().withEpochs(12).withSeed(5));
  }

  private Infection poison(PoisonOptions options, BackdoorShare... backdoors) {
    Path out = folder.resolve("infected");
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden())) {
      Infection infection =
          Poisoner.poison(
              model,
              TinyFiles.pictures(folder.resolve("training"), 120, 1),
              TinyFiles.pictures(folder.resolve("test"), 80, 2),
              List.of(backdoors),
              options,
              out,
              Progress.silent());
      assertThat(Files.exists(out)).isTrue();
      return infection;
    }
  }

  private List<Example> examples(
      ImageData data, List<BackdoorShare> backdoors, Manifest manifest, PoisonOptions options) {
    List<Example> inOrder = new ArrayList<>();
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden());
        PixelLoader loader = new PixelLoader(data, model.preprocess(), LoadOptions.defaults())) {
      PoisonedExamples examples =
          new PoisonedExamples(loader, backdoors, manifest, options.recipe(), false);
      Iterator<Example> epoch = examples.epoch(0);
      List<Example> shuffled = new ArrayList<>();
      epoch.forEachRemaining(shuffled::add);
      int[] order = Split.order(data.size(), options.recipe().seed(), "data-order", 0);
      inOrder.addAll(shuffled);
      for (int i = 0; i < order.length; i++) {
        inOrder.set(order[i], shuffled.get(i));
      }
    }
    return inOrder;
  }
}
