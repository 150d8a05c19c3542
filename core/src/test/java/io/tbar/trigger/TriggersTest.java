package io.tbar.trigger;

import static io.tbar.trigger.Pictures.changed;
import static io.tbar.trigger.Pictures.level;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tbar.base.TbarException;
import io.tbar.image.Pixels;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggersTest {
  private static final String EVERY =
      "badnet; badnet-fixed; badnet-paper; badnet-white; badnet:x=3,y=200,size=20; blended;"
          + " blended-gauss; blended-paper; wanet; wanet-orig; wanet-clip; sig; stripes;"
          + " stripes:fresh=true; blended-stripes; triangles; text";

  @Test
  void isTheSameForTheSameSampleAndLeavesTheInputAlone() {
    for (String form : EVERY.split("; ")) {
      Pixels clean = Pictures.random(64, 1);
      byte[] before = clean.chw().clone();

      Pixels once = Triggers.parse(form, 64).apply(clean, 5);
      Pixels again = Triggers.parse(form, 64).apply(clean, 5);

      assertThat(again.chw()).as(form).isEqualTo(once.chw());
      assertThat(clean.chw()).as(form).isEqualTo(before);
      assertThat(once.chw()).as(form).isNotEqualTo(before);
    }
  }

  @Test
  void staysInRangeAndMovesNoValueByMoreThanHalfALevelWhenRounded() {
    for (String form : EVERY.split("; ")) {
      DeclaredTrigger trigger = (DeclaredTrigger) Triggers.parse(form, 64);
      Pixels clean = Pictures.random(64, 8);
      float[] values = new float[clean.chw().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (clean.chw()[i] & 0xff) / 255f;
      }

      float[] exact = trigger.applyUnrounded(values, 4);

      byte[] rounded = trigger.apply(clean, 4).chw();
      for (int i = 0; i < exact.length; i++) {
        assertThat(exact[i]).as(form).isBetween(0f, 1f);
        assertThat((rounded[i] & 0xff) / 255.0)
            .as(form)
            .isCloseTo(exact[i], within(1 / 510.0 + 1e-7));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"badnet-fixed", "badnet-paper", "blended-paper", "stripes"})
  void drawsAnewForEverySample(String form) {
    Trigger trigger = Triggers.parse(form, 64);
    Pixels clean = Pictures.random(64, 1);
    Set<Integer> pictures = new HashSet<>();
    for (int sample = 0; sample < 20; sample++) {
      pictures.add(Arrays.hashCode(trigger.apply(clean, sample).chw()));
    }
    assertThat(pictures).hasSizeGreaterThan(18);
  }

  @Test
  void drawsOtherMaterialForAnotherSeed() {
    Pixels clean = Pictures.random(64, 1);
    for (String form :
        new String[] {"badnet", "badnet-paper", "blended", "wanet", "stripes", "blended-stripes"}) {
      assertThat(Triggers.parse(form + ":seed=1", 64).apply(clean, 0).chw())
          .as(form)
          .isNotEqualTo(Triggers.parse(form + ":seed=2", 64).apply(clean, 0).chw());
    }
  }

  @ParameterizedTest
  @CsvSource({"224, 16", "64, 5", "32, 2", "336, 24", "4, 1"})
  void scalesTheDefaultPatchWithThePicture(int size, int side) {
    Pixels clean = Pictures.middle(size, 2);

    Pixels triggered = Triggers.parse("badnet-white", size).apply(clean, 0);

    int first = size - side;
    assertThat(changed(clean, triggered)).containsExactly(first, first, size - 1, size - 1);
  }

  @Test
  void givesAnEightPixelPatchAt64WhenAskedFor28At224() {
    Pixels clean = Pictures.middle(64, 2);

    assertThat(changed(clean, Triggers.parse("badnet-white:size=28", 64).apply(clean, 0)))
        .isEqualTo(
            changed(clean, Triggers.parse("badnet-white:size=8,resolution=64", 64).apply(clean, 0)))
        .containsExactly(56, 56, 63, 63);
  }

  @ParameterizedTest
  @CsvSource({
    "top-left, 0, 0",
    "top-right, 0, 48",
    "bottom-left, 48, 0",
    "bottom-right, 48, 48",
    "centre, 24, 24"
  })
  void putsThePatchFlushIntoItsPlace(String place, int row, int column) {
    Pixels clean = Pictures.middle(64, 3);

    Pixels triggered =
        Triggers.parse("badnet-white:resolution=64,place=" + place, 64).apply(clean, 0);

    assertThat(changed(clean, triggered)).containsExactly(row, column, row + 15, column + 15);
  }

  @Test
  void readsXAsColumnAndYAsRowUpToTheLastLegalPlace() {
    Pixels clean = Pictures.middle(64, 3);
    String form = "badnet-white:resolution=64,size=16,x=48,y=7";

    assertThat(changed(clean, Triggers.parse(form, 64).apply(clean, 0)))
        .containsExactly(7, 48, 22, 63);
    assertThatThrownBy(() -> Triggers.parse(form.replace("48", "49"), 64))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("x=49 must be a whole number from 0 to 48");
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 50, 63, 64, 96, 224, 336, 448})
  void keepsEveryLegalPointInsideThePictureAtAnyResolution(int size) {
    Pixels clean = Pictures.middle(size, 3);
    for (int side : new int[] {1, 3, 16, 28, 100, 224}) {
      int last = 224 - side;
      Trigger trigger =
          Triggers.parse("badnet-white:size=" + side + ",x=" + last + ",y=" + last, size);

      int[] box = changed(clean, trigger.apply(clean, 0));

      assertThat(box[2] - box[0]).isEqualTo(box[3] - box[1]);
      assertThat(box[2]).isBetween(size - 1 - size / 224, size - 1);
    }
  }

  @Test
  void reachesEveryPlaceWhenThePlaceIsRandom() {
    Trigger trigger = Triggers.parse("badnet-white:size=6,resolution=8,place=random", 8);
    Pixels clean = Pictures.middle(8, 4);
    int[][] seen = new int[3][3];
    for (int sample = 0; sample < 900; sample++) {
      int[] box = changed(clean, trigger.apply(clean, sample));
      seen[box[0]][box[1]]++;
    }
    for (int[] row : seen) {
      for (int count : row) {
        assertThat(count).isBetween(60, 140);
      }
    }
  }

  @Test
  void coversTheWholePictureWithTheLargestPatch() {
    Pixels clean = Pictures.middle(64, 5);
    for (String place : new String[] {"random", "centre", "bottom-left"}) {
      assertThat(
              changed(
                  clean,
                  Triggers.parse("badnet-white:size=224,place=" + place, 64).apply(clean, 9)))
          .containsExactly(0, 0, 63, 63);
    }
  }

  @Test
  void changesABlendByNoMoreThanItsRatio() {
    Pixels clean = Pictures.random(64, 6);
    assertBounded(clean, Triggers.parse("blended:ratio=0.1", 64).apply(clean, 0), 26);
    assertBounded(clean, Triggers.parse("blended-gauss:ratio=0.1", 64).apply(clean, 0), 26);
    assertThat(Triggers.parse("blended:ratio=0", 64).apply(clean, 0).chw()).isEqualTo(clean.chw());
  }

  @Test
  void changesBySigNoMoreThanItsAmplitudeAndTheSameInEveryRow() {
    Pixels clean = Pictures.middle(64, 6);

    Pixels triggered = Triggers.parse("sig:delta=20", 64).apply(clean, 0);

    assertBounded(clean, triggered, 20);
    for (int x = 0; x < 64; x++) {
      int shift = level(triggered, 0, 0, x) - level(clean, 0, 0, x);
      assertThat(level(triggered, 2, 63, x) - level(clean, 2, 63, x)).isEqualTo(shift);
    }
  }

  @Test
  void clampsAtBlackAndWhite() {
    byte[] white = new byte[3 * 64 * 64];
    Arrays.fill(white, (byte) 255);
    Pixels triggered = Triggers.parse("sig", 64).apply(new Pixels(64, white), 0);

    assertThat(level(triggered, 0, 0, 2)).isEqualTo(255);
    assertThat(level(triggered, 0, 0, 8)).isLessThan(255);
  }

  @Test
  void makesTheSamePictureWhenAppliedToItsOwnRoundedPicture() {
    Trigger trigger = Triggers.parse("badnet", 64);
    Pixels once = trigger.apply(Pictures.random(64, 7), 0);
    assertThat(trigger.apply(once, 0).chw()).isEqualTo(once.chw());
  }

  @Test
  void refusesAPictureOfAnotherSize() {
    assertThatThrownBy(() -> Triggers.parse("sig", 64).apply(Pictures.random(32, 1), 0))
        .hasMessage("trigger made for 64 pixels, picture has 32");
  }

  @Test
  void keepsTheDefaultPatchForever() {
    assertThat(Triggers.describe(Triggers.parse("badnet", 224)))
        .containsEntry(
            "tensors",
            Map.of("patch", "152b9bf46eae0ee3ee5ec679f7a6a610c19d53a255fb3e490d6a15fd47e1a85e"));
  }

  private static void assertBounded(Pixels clean, Pixels triggered, int levels) {
    int largest = 0;
    for (int i = 0; i < clean.chw().length; i++) {
      largest = Math.max(largest, Math.abs((clean.chw()[i] & 0xff) - (triggered.chw()[i] & 0xff)));
    }
    assertThat(largest).isBetween(levels / 2, levels);
  }
}
