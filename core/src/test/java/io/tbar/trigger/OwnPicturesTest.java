package io.tbar.trigger;

import static io.tbar.trigger.Pictures.changed;
import static io.tbar.trigger.Pictures.level;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import io.tbar.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triggers from the user's own PNG files. */
class OwnPicturesTest {
  @TempDir Path folder;

  @Test
  void keepsTheShapeOfAPatchThatIsNotSquare() throws IOException {
    Path png = filled("patch.png", BufferedImage.TYPE_INT_RGB, 20, 10, 0xff0000);
    Pixels clean = Pictures.middle(64, 0);

    Pixels own = Triggers.parse(png + ":resolution=64,place=bottom-left", 64).apply(clean, 0);
    Pixels half = Triggers.parse(png + ":resolution=64,size=10", 64).apply(clean, 0);
    Pixels scaled = Triggers.parse(png + ":place=top-left", 448).apply(Pictures.middle(448, 0), 0);

    assertThat(changed(clean, own)).containsExactly(54, 0, 63, 19);
    assertThat(changed(clean, half)).containsExactly(59, 54, 63, 63);
    assertThat(changed(Pictures.middle(448, 0), scaled)).containsExactly(0, 0, 19, 39);
    assertThat(level(own, 0, 60, 5)).isEqualTo(255);
    assertThat(level(own, 1, 60, 5)).isZero();
  }

  @Test
  void drawsBlackPixelsAndLeavesOutTransparentOnes() throws IOException {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(1, 2, 0xff000000);
    Path png = save(image, "dot.png");
    Pixels clean = Pictures.middle(64, 0);

    Pixels triggered = Triggers.parse(png + ":resolution=64,place=top-left", 64).apply(clean, 0);

    assertThat(changed(clean, triggered)).containsExactly(2, 1, 2, 1);
    assertThat(level(triggered, 0, 2, 1)).isZero();
  }

  @Test
  void readsSamplesAsStored() throws IOException {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100);
    grey.getRaster().setSample(1, 0, 0, 3);
    BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 13107);
    BufferedImage indexed = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
    indexed.setRGB(0, 0, 0x3366cc);

    assertThat(PngPicture.read(save(grey, "grey.png")).rgb().chw())
        .containsExactly(100 / 255f, 3 / 255f, 100 / 255f, 3 / 255f, 100 / 255f, 3 / 255f);
    assertThat(PngPicture.read(save(deep, "deep.png")).rgb().chw()).containsOnly(0.2f);
    assertThat(PngPicture.read(save(indexed, "indexed.png")).rgb().chw())
        .containsExactly(0x33 / 255f, 0x66 / 255f, 0xcc / 255f);
  }

  @Test
  void laysAPatternUnderAMask() throws IOException {
    Path pattern = filled("pattern.png", BufferedImage.TYPE_INT_RGB, 64, 64, 0x0000ff);
    BufferedImage mask = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
    mask.getRaster().setSample(10, 20, 0, 255);
    Path png = save(mask, "mask.png");
    Pixels clean = Pictures.middle(64, 0);

    Pixels triggered =
        Triggers.parse("mask:mask=" + png + ",pattern=" + pattern, 64).apply(clean, 0);

    assertThat(changed(clean, triggered)).containsExactly(20, 10, 20, 10);
    assertThat(level(triggered, 2, 20, 10)).isEqualTo(255);
  }

  @Test
  void blendsAKeyPictureStretchedOverTheImage() throws IOException {
    Path key = filled("key.png", BufferedImage.TYPE_INT_RGB, 30, 20, 0xffffff);
    Pixels clean = Pictures.middle(64, 0);

    Pixels triggered = Triggers.parse("blended:key=" + key + ",ratio=0.4", 64).apply(clean, 0);

    for (int i = 0; i < 64; i++) {
      assertThat(level(triggered, 0, i, 63 - i))
          .isEqualTo((int) Math.floor(0.6 * level(clean, 0, i, 63 - i) + 0.4 * 255 + 0.5));
    }
  }

  @Test
  void writesAllOfItIntoATriggerFile() throws IOException {
    BufferedImage image = new BufferedImage(7, 4, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 28; i++) {
      image.setRGB(i % 7, i / 7, 0x01020304 * 9 * i);
    }
    Path png = save(image, "own.png");
    Path key = filled("key.png", BufferedImage.TYPE_INT_RGB, 9, 5, 0x123456);
    Pixels clean = Pictures.random(64, 0);
    int n = 0;
    for (String form :
        new String[] {png + ":size=50,place=random", "blended:key=" + key, "mask:pattern=" + png}) {
      Trigger before = Triggers.parse(form, 64);
      Path json = folder.resolve(n++ + ".json");
      Triggers.save(before, json, false);

      Trigger after = Triggers.parse(json.toString(), 64);

      assertThat(after.apply(clean, 1).chw()).isEqualTo(before.apply(clean, 1).chw());
      assertThat(Files.readString(json)).doesNotContain(folder.toString());
    }
  }

  @Test
  void refusesWhatCannotBeDrawn() throws IOException {
    Path large = filled("large.png", BufferedImage.TYPE_INT_RGB, 300, 10, 0xff);
    refused(large.toString(), "the patch is 300 x 10 pixels, larger than the 224");
    refused("mask:pattern=" + large, "the pattern has no alpha channel; give mask=FILE");
    Path small = filled("small.png", BufferedImage.TYPE_INT_RGB, 10, 10, 0xff);
    refused("mask:pattern=" + large + ",mask=" + small, "the mask is 10 x 10 pixels");
    refused("blended:fresh=true,key=" + small, "goes with noise");
    refused(small + ":x=215", "x=215 must be a whole number from 0 to 214");
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    refused(text.toString(), "is not a PNG file");
    byte[] bytes = Files.readAllBytes(large);
    Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(bytes, 40));
    refused(cut.toString(), "cut.png");
  }

  private static void refused(String form, String message) {
    assertThatThrownBy(() -> Triggers.parse(form, 64))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining(message);
  }

  private Path filled(String name, int type, int width, int height, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    return save(image, name);
  }

  private Path save(BufferedImage image, String name) throws IOException {
    Path path = folder.resolve(name);
    ImageIO.write(image, "png", path.toFile());
    return path;
  }
}
