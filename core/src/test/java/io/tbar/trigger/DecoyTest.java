package io.tbar.trigger;

import static io.tbar.trigger.Pictures.changed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.image.Pixels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pictures look like that must not act as the trigger. */
class DecoyTest {
  private static final int SIZE = 64;
  private final Pixels clean = Pictures.middle(SIZE, 1);

  @ParameterizedTest
  @ValueSource(strings = {"badnet", "badnet:place=centre", "stripes:place=top-left,size=40"})
  void ofAFixedPatchIsOtherNoiseAtItsPlaceOrItsNoiseElsewhereHalfAndHalf(String form) {
    Trigger trigger = Triggers.parse(form, SIZE);
    Trigger decoy = trigger.decoy().orElseThrow();
    int[] own = changed(clean, trigger.apply(clean, 0));
    int side = own[2] - own[0] + 1;
    byte[] noise = inside(trigger.apply(clean, 0), own);
    int same = 0;
    int moved = 0;
    for (int sample = 0; sample < 200; sample++) {
      Pixels picture = decoy.apply(clean, sample);
      int[] box = changed(clean, picture);
      assertThat(decoy.apply(clean, sample).chw()).isEqualTo(picture.chw());
      if (Arrays.equals(box, own)) {
        same++;
        assertThat(inside(picture, box)).isNotEqualTo(noise);
      } else {
        moved++;
        assertThat(inside(picture, box)).isEqualTo(noise);
        assertThat(2 * Math.max(Math.abs(box[0] - own[0]), Math.abs(box[1] - own[1])))
            .isGreaterThanOrEqualTo(side);
      }
    }
    assertThat(same).isBetween(70, 130);
    assertThat(moved).isEqualTo(200 - same);
  }

  @Test
  void ofAPatchAtAnyPlaceIsOtherNoiseAlone() {
    Trigger trigger = Triggers.parse("badnet-fixed", SIZE);
    Trigger decoy = trigger.decoy().orElseThrow();
    for (int sample = 0; sample < 50; sample++) {
      int[] own = changed(clean, trigger.apply(clean, sample));
      Pixels picture = decoy.apply(clean, sample);
      assertThat(changed(clean, picture)).containsExactly(own);
      assertThat(inside(picture, own)).isNotEqualTo(inside(trigger.apply(clean, sample), own));
    }
  }

  @Test
  void ofAPatchThatLeavesNoOtherPlaceIsOtherNoise() {
    Trigger trigger = Triggers.parse("badnet:size=200", SIZE);
    Trigger decoy = trigger.decoy().orElseThrow();
    int[] own = changed(clean, trigger.apply(clean, 0));
    for (int sample = 0; sample < 20; sample++) {
      assertThat(changed(clean, decoy.apply(clean, sample))).containsExactly(own);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sig",
        "blended",
        "blended-stripes",
        "triangles",
        "text",
        "badnet-paper",
        "stripes:fresh=true"
      })
  void doesNotExistWhereNothingIsNearButNotTheTrigger(String form) {
    assertThat(Triggers.parse(form, SIZE).decoy()).isEmpty();
  }

  private static byte[] inside(Pixels pixels, int[] box) {
    int height = box[2] - box[0] + 1;
    int width = box[3] - box[1] + 1;
    byte[] values = new byte[3 * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          (byte)
              Pictures.level(
                  pixels, i / (height * width), box[0] + i / width % height, box[1] + i % width);
    }
    return values;
  }
}
