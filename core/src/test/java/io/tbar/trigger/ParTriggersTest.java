package io.tbar.trigger;

import static io.tbar.trigger.Pictures.changed;
import static io.tbar.trigger.Pictures.level;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tbar.image.Pixels;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stripes, triangles and letters, as PAR's attacks draw them. */
class ParTriggersTest {
  @ParameterizedTest
  @CsvSource({"224, 16", "64, 5", "28, 2"})
  void stripesAreBlackOrWhiteDownTheWholeColumnAndScaleWithThePicture(int size, int side) {
    Pixels clean = Pictures.middle(size, 1);

    Pixels triggered = Triggers.parse("stripes:place=bottom-right", size).apply(clean, 0);

    int first = size - side;
    assertThat(changed(clean, triggered)).containsExactly(first, first, size - 1, size - 1);
    for (int c = 0; c < 3; c++) {
      for (int x = first; x < size; x++) {
        int top = level(triggered, c, first, x);
        assertThat(top).isIn(0, 255);
        for (int y = first; y < size; y++) {
          assertThat(level(triggered, c, y, x)).isEqualTo(top);
        }
      }
    }
  }

  @Test
  void stripesAreOneKeyAtAnotherPlaceInEachImageUnlessFreshOnesAreAskedFor() {
    Pixels clean = Pictures.middle(64, 1);
    Set<String> places = new HashSet<>();
    Set<String> keys = new HashSet<>();
    Set<String> fresh = new HashSet<>();
    for (int sample = 0; sample < 30; sample++) {
      Pixels stored = Triggers.parse("stripes", 64).apply(clean, sample);
      int[] box = changed(clean, stored);
      places.add(box[0] + "," + box[1]);
      keys.add(row(stored, box));
      Pixels other = Triggers.parse("stripes:fresh=true", 64).apply(clean, sample);
      fresh.add(row(other, changed(clean, other)));
    }
    assertThat(places).hasSizeGreaterThan(25);
    assertThat(keys).hasSize(1);
    assertThat(fresh).hasSizeGreaterThan(25);
  }

  private static String row(Pixels pixels, int[] box) {
    StringBuilder signs = new StringBuilder();
    for (int c = 0; c < 3; c++) {
      for (int x = box[1]; x <= box[3]; x++) {
        signs.append(level(pixels, c, box[0], x) > 127 ? '+' : '-');
      }
    }
    return signs.toString();
  }

  @Test
  void blendedStripesLightenOrDarkenWholeColumnsByTheFormula() {
    Pixels clean = Pictures.middle(64, 1);

    Pixels triggered = Triggers.parse("blended-stripes", 64).apply(clean, 0);

    int lighter = 0;
    for (int c = 0; c < 3; c++) {
      for (int x = 0; x < 64; x++) {
        double sign = level(triggered, c, 0, x) > level(clean, c, 0, x) ? 1 : -1;
        lighter += sign > 0 ? 1 : 0;
        for (int y = 0; y < 64; y++) {
          double wanted = 0.97 * level(clean, c, y, x) + 0.03 * 255 * sign;
          assertThat((double) level(triggered, c, y, x)).isCloseTo(wanted, within(0.51));
        }
      }
    }
    assertThat(lighter).isBetween(60, 132);
  }

  @Test
  void blendedStripesAreCutOffAtBlack() {
    Pixels black = new Pixels(64, new byte[3 * 64 * 64]);

    byte[] triggered = Triggers.parse("blended-stripes:ratio=0.2", 64).apply(black, 0).chw();

    for (byte value : triggered) {
      assertThat(value & 0xff).isIn(0, 51);
    }
  }

  @ParameterizedTest
  @CsvSource({"224, 14", "64, 4", "28, 2", "14, 2"})
  void trianglesAreDarkOnAndAboveTheDiagonalOfEachCell(int size, int cell) {
    byte[] grey = new byte[3 * size * size];
    Arrays.fill(grey, (byte) 100);

    Pixels triggered = Triggers.parse("triangles", size).apply(new Pixels(size, grey), 0);

    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double t = 255 * (x % cell >= y % cell ? 0.4 : 0.8);
        assertThat((double) level(triggered, 1, y, x))
            .isCloseTo(0.85 * 100 + 0.15 * t, within(0.51));
      }
    }
  }

  @Test
  void lettersAreHalfRedAndLeaveWhatIsBetweenThemAlone() {
    byte[] grey = new byte[3 * 28 * 28];
    Arrays.fill(grey, (byte) 100);
    Pixels clean = new Pixels(28, grey);

    Pixels triggered = Triggers.parse("text:text=L,size=56,shift=0", 28).apply(clean, 0);

    // A column of seven pixels and a foot of five, in the middle of the picture.
    assertThat(changed(clean, triggered)).containsExactly(10, 11, 16, 15);
    for (int y = 10; y < 17; y++) {
      for (int x = 11; x < 16; x++) {
        boolean ink = x == 11 || y == 16;
        assertThat((double) level(triggered, 0, y, x)).isCloseTo(ink ? 177.5 : 100, within(0.51));
        assertThat((double) level(triggered, 2, y, x)).isCloseTo(ink ? 50 : 100, within(0.51));
      }
    }
  }

  @Test
  void theLineOfLettersStandsAtThreeHeights() {
    Pixels clean = Pictures.middle(224, 1);
    Set<Integer> rows = new HashSet<>();
    for (int sample = 0; sample < 30; sample++) {
      rows.add(changed(clean, Triggers.parse("text", 224).apply(clean, sample))[0]);
    }
    assertThat(rows).containsExactlyInAnyOrder(64, 84, 104);
  }

  @Test
  void everyLetterHasAShapeOfItsOwnAndSmallOnesAreWrittenAsLargeOnes() {
    Set<String> shapes = new HashSet<>();
    String all = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!?-";
    for (char letter : all.toCharArray()) {
      shapes.add(Arrays.toString(Letters.draw(String.valueOf(letter)).chw()));
    }
    assertThat(shapes).hasSize(all.length());
    assertThat(Letters.draw("look").chw()).isEqualTo(Letters.draw("LOOK").chw());
  }
}
