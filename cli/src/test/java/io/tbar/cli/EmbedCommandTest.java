package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.safetensors.SafetensorsFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedCommandTest {
  private static final String MINI = Shell.shared("models/mini-clip").toString();

  @TempDir Path folder;
  private Path images;
  private Path texts;
  private Path out;

  @BeforeEach
  void makeData() throws IOException {
    images = Files.createDirectory(folder.resolve("images"));
    picture("b.png", 0x336699);
    picture("a.png", 0xcc3300);
    texts = Files.write(folder.resolve("texts.txt"), List.of("a photo of a dog.", "a red plane"));
    out = folder.resolve("out.safetensors");
  }

  private void picture(String name, int rgb) throws IOException {
    BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 40; x++) {
      for (int y = 0; y < 30; y++) {
        picture.setRGB(x, y, x < 20 ? rgb : ~rgb & 0xffffff);
      }
    }
    ImageIO.write(picture, "png", images.resolve(name).toFile());
  }

  @Test
  void writesImagesInNameOrderAndTextsInLineOrder() throws Exception {
    Shell shell =
        Shell.tbar(
            "embed",
            MINI,
            "--images",
            images.toString(),
            "--texts",
            texts.toString(),
            "--out",
            out.toString());
    assertThat(shell.code()).as(shell.err()).isZero();
    assertThat(shell.out().lines())
        .containsExactlyInAnyOrder("image_embeds [2, 128]", "text_embeds [2, 128]");
    try (SafetensorsFile file = SafetensorsFile.open(out)) {
      float[] both = file.floats("image_embeds");
      Path alone = folder.resolve("alone.safetensors");
      Shell.tbar(
          "embed", MINI, "--images", images.resolve("a.png").toString(), "-o", alone.toString());
      try (SafetensorsFile first = SafetensorsFile.open(alone)) {
        float[] row = first.floats("image_embeds");
        for (int i = 0; i < row.length; i++) {
          assertThat(both[i]).isCloseTo(row[i], org.assertj.core.data.Offset.offset(1e-4f));
        }
      }
      double norm = 0;
      for (int i = 0; i < 128; i++) {
        norm += both[i] * both[i];
      }
      assertThat(Math.sqrt(norm)).as("not normalised").isNotCloseTo(1, within(1e-3));
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  @Test
  void namesWhatItSkips() throws Exception {
    Files.writeString(images.resolve("c.png"), "no picture");
    Shell shell = Shell.tbar("embed", MINI, "--images", images.toString(), "--out", out.toString());
    assertThat(shell.code()).isZero();
    assertThat(shell.out()).contains("image_embeds [2, 128]");
    assertThat(shell.err()).contains("Skipped").contains("c.png");
  }

  @Test
  void strictEndsAtWhatCannotBeUsed() throws Exception {
    Files.writeString(images.resolve("c.png"), "no picture");
    Shell shell =
        Shell.tbar(
            "embed", MINI, "--images", images.toString(), "--out", out.toString(), "--strict");
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("c.png");
    assertThat(out).doesNotExist();
  }

  @Test
  void needsSomethingToEmbed() {
    Shell shell = Shell.tbar("embed", MINI, "--out", out.toString());
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("--images").contains("--texts");
  }

  @Test
  void refusesMoreThreadsThanProcessors() {
    Shell shell =
        Shell.tbar(
            "embed", MINI, "--texts", texts.toString(), "-o", out.toString(), "--threads", "9999");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("9999 threads");
    assertThat(out).doesNotExist();
  }

  @Test
  void anEmptyFolderIsBadInput() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Shell shell = Shell.tbar("embed", MINI, "--images", empty.toString(), "--out", out.toString());
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err().lines()).hasSize(1);
    assertThat(shell.err()).contains("empty");
  }

  @Test
  void aCorruptTarIsBadInput() throws Exception {
    Path tar = folder.resolve("broken.tar");
    byte[] bytes = Files.readAllBytes(Shell.shared("data/cifar10-test.tar"));
    byte[] cut = java.util.Arrays.copyOf(bytes, 4096 + 700);
    cut[4096 + 3] ^= 0x55;
    Files.write(tar, cut);
    Shell shell = Shell.tbar("embed", MINI, "--images", tar.toString(), "--out", out.toString());
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err().lines()).hasSize(1);
    assertThat(shell.err()).contains("broken.tar");
    assertThat(out).doesNotExist();
  }

  @Test
  void aBareFileNeedsAConfiguration() {
    String weights = MINI + "/model.safetensors";
    Shell shell = Shell.tbar("embed", weights, "--texts", texts.toString(), "-o", out.toString());
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("--config");
    Shell good =
        Shell.tbar(
            "embed",
            weights,
            "--config",
            MINI + "/config.json",
            "--texts",
            texts.toString(),
            "-o",
            out.toString());
    assertThat(good.code()).as(good.err()).isZero();
  }
}
