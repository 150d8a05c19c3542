package io.tbar.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures of every kind that is read, held against Pillow's bytes (make.py beside them). */
class PillowPicturesTest {
  /** Pillow reads them, we name and leave them out. */
  private static final Set<String> LEFT_OUT = Set.of("progressive-scans.jpg");

  /** Pillow refuses them though nothing of the picture is missing. */
  private static final Set<String> WHOLE = Set.of("no-end.jpg", "masks-rgba.bmp", "rle8-skips.bmp");

  static Stream<String> pictures() throws IOException {
    return new String(file("pillow.txt"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void aPictureHasPillowsBytesOrIsRefused(String line) throws Exception {
    String[] parts = line.split(" ");
    byte[] file = file(parts[0]);
    if (WHOLE.contains(parts[0])) {
      assertThat(ImageDecoder.tryDecode(file, 1 << 20).rgb()).isNotEmpty();
      return;
    }
    if (parts[1].equals("refused") || LEFT_OUT.contains(parts[0])) {
      assertThatThrownBy(() -> ImageDecoder.tryDecode(file, 1 << 20))
          .isInstanceOf(UnreadableImage.class);
      return;
    }
    RgbImage image = ImageDecoder.tryDecode(file, 1 << 20);
    assertThat(image.width() + " " + image.height()).isEqualTo(parts[1] + " " + parts[2]);
    if (parts[0].startsWith("lossy")) {
      assertThat(meanDifference(image, file(parts[0] + ".png")))
          .isLessThan(parts[0].contains("low") ? 4 : 2);
    } else {
      assertThat(Sha256.of(image.rgb())).isEqualTo(parts[3]);
    }
  }

  /** WebP with loss: the library repeats chroma where Pillow's smooths it. */
  private static double meanDifference(RgbImage image, byte[] expected) throws Exception {
    byte[] pillow = ImageDecoder.tryDecode(expected, 1 << 20).rgb();
    double sum = 0;
    for (int i = 0; i < pillow.length; i++) {
      sum += Math.abs((pillow[i] & 255) - (image.rgb()[i] & 255));
    }
    return sum / pillow.length;
  }

  private static byte[] file(String name) throws IOException {
    try (InputStream in = PillowPicturesTest.class.getResourceAsStream("pillow/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
