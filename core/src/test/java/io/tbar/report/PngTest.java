package io.tbar.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
  @Test
  void isReadBackPixelByPixel() throws Exception {
    Pixels scene = ExampleSamples.scene(3);
    BufferedImage read =
        Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(Png.encode(scene))));
    int size = scene.size();
    byte[] chw = new byte[3 * size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        for (int c = 0; c < 3; c++) {
          chw[c * size * size + y * size + x] = (byte) (read.getRGB(x, y) >> (16 - 8 * c));
        }
      }
    }
    assertThat(chw).isEqualTo(scene.chw());
  }

  @Test
  void differencesAreDrawnAroundMidGreyAsStrongAsFits() {
    List<SampleView> striped = ExampleSamples.striped();
    assertThat(Difference.largest(striped)).isEqualTo(20);
    assertThat(Difference.gain(striped)).isEqualTo(6);
    SampleView first = striped.get(0);
    Pixels picture = Difference.picture(first, 6);
    for (int i = 0; i < picture.chw().length; i++) {
      int change = (first.triggered().chw()[i] & 255) - (first.clean().chw()[i] & 255);
      assertThat(picture.chw()[i] & 255).isEqualTo(128 + 6 * change);
    }
    assertThat(Difference.gain(ExampleSamples.patched(true))).isEqualTo(1);
  }
}
