package io.tbar.method;

import io.tbar.checkpoint.Checkpoint;
import io.tbar.data.ClassNames;
import io.tbar.data.DataSets;
import io.tbar.data.ImageData;
import io.tbar.image.Pixels;
import io.tbar.text.Templates;
import io.tbar.text.Tokenizer;
import io.tbar.train.TinyWorld;
import io.tbar.train.ZeroShotModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** The pictures of {@link TinyWorld} as files, and the golden checkpoint opened as their model. */
public final class TinyFiles {
  public static final ClassNames CLASSES =
      new ClassNames(List.of("upright", "flat", "slanted", "chess"));

  private TinyFiles() {}

  public static ZeroShotModel model(Path checkpoint) {
    // The golden models have a vocabulary of their own without tokenizer files.
    Tokenizer tokenizer =
        (text, length) -> {
          int[] ids = new int[length];
          SplittableRandom random = new SplittableRandom(text.hashCode());
          for (int i = 0; i < length; i++) {
            ids[i] = i == 0 ? 998 : i == length - 1 ? 999 : random.nextInt(998);
          }
          return ids;
        };
    return ZeroShotModel.open(
        Checkpoint.open(checkpoint), tokenizer, CLASSES, new Templates("one", List.of("{}")), 32);
  }

  public static Path golden() {
    return Path.of(System.getProperty("tbar.shared")).resolve("golden/models/hf-gelu");
  }

  /** An image folder, a sub folder a class. */
  public static ImageData pictures(Path folder, int count, long seed) {
    try {
      List<Pixels> pictures = TinyWorld.pictures(count, seed);
      for (int i = 0; i < count; i++) {
        Path file =
            folder
                .resolve(CLASSES.name(i % TinyWorld.CLASSES))
                .resolve(String.format("%04d.png", i));
        Files.createDirectories(file.getParent());
        ImageIO.write(image(pictures.get(i)), "png", file.toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return DataSets.open(folder.toString(), CLASSES);
  }

  private static BufferedImage image(Pixels pixels) {
    int n = pixels.size();
    BufferedImage image = new BufferedImage(n, n, BufferedImage.TYPE_INT_RGB);
    byte[] chw = pixels.chw();
    for (int i = 0; i < n * n; i++) {
      int rgb = (chw[i] & 255) << 16 | (chw[n * n + i] & 255) << 8 | (chw[2 * n * n + i] & 255);
      image.setRGB(i % n, i / n, rgb);
    }
    return image;
  }
}
