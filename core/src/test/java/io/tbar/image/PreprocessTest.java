package io.tbar.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.checkpoint.PreprocessConfig;
import io.tbar.checkpoint.PreprocessConfig.Crop;
import io.tbar.checkpoint.PreprocessConfig.Resize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PreprocessTest {
  private static final int[] SIZES = {32, 224};

  static List<Path> pictures() throws IOException {
    try (Stream<Path> files = Files.list(GoldenPixels.FOLDER.resolve("preprocess"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void givesThePixelsOfPillowForBothCropRules(Path picture) throws IOException {
    GoldenPixels golden = new GoldenPixels();
    byte[] file = Files.readAllBytes(picture);
    String name = picture.getFileName().toString();
    RgbImage image = ImageDecoder.decode(file, name, ImageDecoder.DEFAULT_MAX_PIXELS);
    for (int size : SIZES) {
      for (Crop crop : Crop.values()) {
        byte[] expected = golden.of(name + "@" + size + "@" + crop.name().toLowerCase(Locale.ROOT));
        byte[] actual = new Preprocess(PreprocessConfig.clip(crop), size).apply(image).chw();
        if (name.endsWith(".png")) {
          assertThat(actual).as("%s %s", size, crop).isEqualTo(expected);
        } else {
          assertThat(shareWithin(actual, expected, 2)).as("%s %s", size, crop).isGreaterThan(0.999);
        }
      }
    }
  }

  @Test
  void squashesBothSidesOntoTheGrid() {
    Pixels pixels = preprocess(Resize.SQUASH, 4).apply(halves(8, 2));
    assertThat(pixels.chw()[0]).isEqualTo((byte) 0);
    assertThat(pixels.chw()[3]).isEqualTo((byte) 255);
  }

  @Test
  void padsTheShorterSideWhenTheLongerOneIsFitted() {
    Pixels pixels = preprocess(Resize.LONGEST, 8).apply(halves(16, 8));
    assertThat(pixels.chw()).hasSize(3 * 64);
    for (int x = 0; x < 8; x++) {
      assertThat(pixels.chw()[x]).isZero();
      assertThat(pixels.chw()[56 + x]).isZero();
    }
    assertThat(pixels.chw()[2 * 8 + 7]).isEqualTo((byte) 255);
  }

  @Test
  void needsNoMoreMemoryThanTheCropForAnExtremeShape() {
    RgbImage line = new RgbImage(1_000_000, 1, new byte[3_000_000]);
    assertThat(preprocess(Resize.SHORTEST, 224).apply(line).size()).isEqualTo(224);
  }

  private static Preprocess preprocess(Resize resize, int size) {
    PreprocessConfig clip = PreprocessConfig.clip(Crop.HF);
    return new Preprocess(new PreprocessConfig(clip.mean(), clip.std(), Crop.HF, resize), size);
  }

  /** Left half black, right half white. */
  private static RgbImage halves(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) ((i / 3) % width < width / 2 ? 0 : 255);
    }
    return new RgbImage(width, height, rgb);
  }

  private static double shareWithin(byte[] a, byte[] b, int levels) {
    assertThat(a).hasSameSizeAs(b);
    int near = 0;
    for (int i = 0; i < a.length; i++) {
      near += Math.abs((a[i] & 255) - (b[i] & 255)) <= levels ? 1 : 0;
    }
    return (double) near / a.length;
  }
}
