package io.tbar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import io.tbar.data.ByteSource;
import io.tbar.data.ClassNames;
import io.tbar.data.ImageData;
import io.tbar.data.Sample;
import io.tbar.trigger.Triggers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which samples a poisoning takes. */
class ManifestDrawTest {
  private static final ClassNames CLASSES = new ClassNames(List.of("cat", "dog", "fox", "owl"));
  private static final int DOG = 1;
  private static final int OWL = 3;

  /** Four hundred images of cats, dogs and foxes in turn; no owls. */
  private final ImageData data = data(400);

  private static ImageData data(int count) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(new Sample("image-" + i, new ByteSource(Path.of("none"), 0, 0), i % 3, null));
    }
    return new ImageData("zoo", samples, CLASSES.names());
  }

  private static BackdoorShare share(String trigger, int target, double share) {
    return new BackdoorShare(new Backdoor(Triggers.parse(trigger, 32), target), share);
  }

  private Manifest draw(double rate, Selection selection, BackdoorShare... backdoors) {
    PoisonOptions options = PoisonOptions.defaults().withRate(rate).withSelection(selection);
    return new ManifestDraw(data, List.of(backdoors), options, CLASSES).draw();
  }

  @Test
  void givesEachOfSeveralTriggersItsShareOfOtherClassesThanItsOwnTarget() {
    Manifest manifest =
        draw(0.2, Selection.PLAIN, share("badnet", DOG, 0.75), share("sig", 0, 0.25));

    assertThat(manifest.samples()).hasSize(80);
    assertThat(manifest.poisoned(0)).isEqualTo(60);
    assertThat(manifest.poisoned(1)).isEqualTo(20);
    assertThat(manifest.samples())
        .allSatisfy(s -> assertThat(s.label()).isNotEqualTo(s.backdoor() == 0 ? DOG : 0))
        .extracting(PoisonedSample::index)
        .doesNotHaveDuplicates()
        .isSorted();
  }

  @Test
  void theFirstOfSeveralTriggersTakesWhatItWouldTakeAlone() {
    Manifest alone = draw(0.15, Selection.PLAIN, share("badnet", DOG, 1));
    Manifest both = draw(0.2, Selection.PLAIN, share("badnet", DOG, 0.75), share("sig", DOG, 0.25));

    assertThat(both.samples()).containsAll(alone.samples());
  }

  @Test
  void aCountTakesThePlaceOfTheRate() {
    assertThat(draw(0.5, new Selection(7, 0, false), share("sig", DOG, 1)).samples()).hasSize(7);
    assertRefused(
        TbarException.Kind.BAD_INPUT,
        "300 samples are to be poisoned, but only 267 of the 400 images of zoo can be (those of"
            + " other classes than the target); lower the count or give more images.",
        () -> draw(0.5, new Selection(300, 0, false), share("sig", DOG, 1)));
  }

  @Test
  void cleanLabelTakesImagesOfTheTargetAloneUpToAllOfThem() {
    Selection clean = new Selection(0, 0, true);
    assertThat(draw(0.1, clean, share("sig", DOG, 1)).samples())
        .hasSize(40)
        .allMatch(sample -> sample.label() == DOG);
    assertThat(draw(0.9, clean, share("sig", DOG, 1)).samples()).hasSize(133);
    assertRefused(
        TbarException.Kind.BAD_INPUT,
        "None of the 400 images of zoo shows the target \"owl\"; with unchanged labels only images"
            + " of the target are poisoned, so give some.",
        () -> draw(0.1, clean, share("sig", OWL, 1)));
  }

  @Test
  void coverSamplesAreOthersThanThePoisonedOnesAndSharedOutAlike() {
    Manifest manifest =
        draw(
            0.1,
            new Selection(0, 0.2, false),
            share("badnet", DOG, 0.75),
            share("stripes", DOG, 0.25));

    assertThat(manifest.covers()).hasSize(80);
    assertThat(manifest.covers().stream().filter(s -> s.backdoor() == 0)).hasSize(60);
    assertThat(manifest.covers().stream().map(PoisonedSample::label)).contains(0, DOG, 2);
    List<Integer> both = new ArrayList<>();
    manifest.samples().forEach(sample -> both.add(sample.index()));
    manifest.covers().forEach(sample -> both.add(sample.index()));
    assertThat(both).hasSize(120).doesNotHaveDuplicates();
  }

  @Test
  void coverGoesWithTriggersThatHaveSomeAndWithEnoughImages() {
    Selection cover = new Selection(0, 0.2, false);
    assertRefused(
        TbarException.Kind.USAGE,
        "The trigger 'sig' has no cover samples",
        () -> draw(0.1, cover, share("sig", DOG, 1)));
    assertRefused(
        TbarException.Kind.BAD_INPUT,
        "asks for 360 of the 400 images of zoo, of which 320 are left",
        () -> draw(0.2, new Selection(0, 0.9, false), share("badnet", DOG, 1)));
    assertRefused(
        TbarException.Kind.BAD_INPUT,
        "asks for 0 of the 400 images",
        () -> draw(0.2, new Selection(0, 0.001, false), share("badnet", DOG, 1)));
  }

  @Test
  void saysWhichTriggerIsLeftWithNothing() {
    assertRefused(
        TbarException.Kind.BAD_INPUT,
        "A poison rate of 0.001 of 400 images of zoo poisons none of another class",
        () -> draw(0.001, Selection.PLAIN, share("sig", DOG, 1)));
    assertRefused(
        TbarException.Kind.BAD_INPUT,
        "The trigger 'badnet' gets none of the 400 images of zoo of another class",
        () -> draw(0.1, Selection.PLAIN, share("sig", DOG, 0.999), share("badnet", DOG, 0.001)));
    assertThat(draw(0, Selection.PLAIN, share("sig", DOG, 1)).samples()).isEmpty();
  }

  @Test
  void sharesAddUpToOne() {
    assertRefused(
        TbarException.Kind.USAGE,
        "shares of the poison add up to 0.9; give shares that add up to 1",
        () -> BackdoorShare.check(List.of(share("sig", 0, 0.5), share("badnet", 0, 0.4))));
    BackdoorShare.check(List.of(share("badnet", 0, 0.5), share("badnet:seed=1", 1, 0.5)));
    assertRefused(
        TbarException.Kind.USAGE, "share of the poison is 1.5", () -> share("sig", 0, 1.5));
  }

  @Test
  void theListSaysTriggerAndRoleWhereThereAreSeveralAndNoMoreThanBeforeWhereThereIsOne() {
    BackdoorShare[] two = {share("badnet", DOG, 0.5), share("stripes", 0, 0.5)};
    Manifest manifest = draw(0.01, new Selection(0, 0.005, false), two);
    List<String> rows = manifest.toCsv(CLASSES, List.of(two), 5).lines().toList();

    assertThat(rows.get(0)).isEqualTo("key,index,label,target,trigger,seed,number,role");
    assertThat(rows).hasSize(1 + 4 + 2);
    assertThat(rows.stream().filter(row -> row.endsWith(",dog,badnet,5,1,poison"))).hasSize(2);
    assertThat(rows.stream().filter(row -> row.endsWith(",cat,stripes,5,2,poison"))).hasSize(2);
    for (PoisonedSample cover : manifest.covers()) {
      String label = CLASSES.name(cover.label());
      assertThat(rows)
          .anyMatch(
              row ->
                  row.startsWith(cover.key() + "," + cover.index() + "," + label + "," + label)
                      && row.endsWith(",cover"));
    }
    BackdoorShare one = share("sig", DOG, 1);
    assertThat(draw(0.01, Selection.PLAIN, one).toCsv(CLASSES, one.backdoor(), 5))
        .startsWith("key,index,label,target,trigger,seed\nimage-")
        .doesNotContain("poison");
  }

  private static void assertRefused(TbarException.Kind kind, String sentence, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOf(TbarException.class)
        .hasMessageContaining(sentence)
        .extracting(e -> ((TbarException) e).kind())
        .isEqualTo(kind);
  }
}
