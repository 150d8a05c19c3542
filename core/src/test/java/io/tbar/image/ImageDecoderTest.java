package io.tbar.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  private static final long LIMIT = ImageDecoder.DEFAULT_MAX_PIXELS;

  @Test
  void keepsTheHighByteOfSixteenBitColour() throws Exception {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 1, 1, 3, null);
    raster.setPixel(0, 0, new int[] {0x1234, 0xFFFF, 0x80FF});
    ColorSpace space = ColorSpace.getInstance(ColorSpace.CS_sRGB);
    BufferedImage image =
        new BufferedImage(
            new ComponentColorModel(space, false, false, 1, DataBuffer.TYPE_USHORT),
            raster,
            false,
            null);
    assertThat(decode(file(image, "png")).rgb())
        .containsExactly((byte) 0x12, (byte) 0xFF, (byte) 0x80);
  }

  @Test
  void keepsTheHighByteOfSixteenBitGrey() throws Exception {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 0x7F00);
    assertThat(decode(file(image, "png")).rgb()).containsExactly(0x7F, 0x7F, 0x7F);
  }

  @Test
  void takesGreyAsStoredWithoutColourManagement() throws Exception {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 72);
    assertThat(decode(file(image, "png")).rgb()).containsExactly(72, 72, 72);
  }

  @Test
  void dropsAlphaWithoutBlending() throws Exception {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x01102030);
    assertThat(decode(file(image, "png")).rgb()).containsExactly(0x10, 0x20, 0x30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "bmp"})
  void readsTheOtherFormatsOfTheJdk(String format) throws Exception {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(1, 0, 0xFFFFFF);
    assertThat(decode(file(image, format)).rgb())
        .containsExactly(0, 0, 0, (byte) 255, (byte) 255, (byte) 255);
  }

  @Test
  void refusesAPictureByItsHeaderBeforeDecodingIt() {
    byte[] png = golden("big.png");
    // Only the header is left: decoding would fail with another message.
    byte[] header = Arrays.copyOf(png, 64);
    header[16] = 0;
    header[17] = 1;
    assertThatThrownBy(() -> ImageDecoder.tryDecode(header, LIMIT))
        .isInstanceOfSatisfying(
            UnreadableImage.class,
            e -> assertThat(e.reason()).isEqualTo(UnreadableImage.Reason.TOO_LARGE))
        .hasMessageContaining("66177 x 480 pixels, more than the 25000000 allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"big.png", "photo420.jpg", "progressive.jpg", "cmyk.jpg", "grey.jpg"})
  void refusesAPictureThatEndsEarly(String name) {
    byte[] file = golden(name);
    for (int share = 1; share < 8; share++) {
      byte[] cut = Arrays.copyOf(file, file.length * share / 8);
      assertThatThrownBy(() -> ImageDecoder.tryDecode(cut, LIMIT))
          .as("%s/8", share)
          .isInstanceOf(UnreadableImage.class);
    }
  }

  @Test
  void saysInOneSentenceWhatIsWrongWithAFile() {
    byte[] text = "hello, I am text".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ImageDecoder.decode(text, "notes.jpg", LIMIT))
        .isInstanceOf(TbarException.class)
        .hasMessage("The image notes.jpg is no JPEG, PNG, GIF, BMP or WebP file.");
    assertThatThrownBy(() -> ImageDecoder.decode(new byte[0], "a.png", LIMIT))
        .hasMessage("The image a.png is an empty file.");
    byte[] webp = "RIFF....WEBPVP8 ".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ImageDecoder.decode(webp, "a.webp", LIMIT))
        .hasMessage("The image a.webp ends early.");
  }

  private static RgbImage decode(byte[] file) throws UnreadableImage {
    return ImageDecoder.tryDecode(file, LIMIT);
  }

  private static byte[] golden(String name) {
    try {
      return Files.readAllBytes(GoldenPixels.FOLDER.resolve("preprocess").resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] file(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }
}
