package io.tbar.benchmarks;

import io.tbar.base.Seeds;
import io.tbar.image.Pixels;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Writes JPEGs of the size of ImageNet's: a folder of ten classes with {@code COUNT} pictures of
 * 500×375, or links to a few where there are very many.
 *
 * <p>usage: Photographs FOLDER COUNT [DIFFERENT]; with DIFFERENT below COUNT the others are hard
 * links
 */
public final class Photographs {
  private static final int WIDTH = 500;
  private static final int HEIGHT = 375;
  private static final int CLASSES = 10;
  private static final int SHAPES = 40;

  private Photographs() {}

  /** Also writes FOLDER.classes.txt. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int count = Integer.parseInt(args[1]);
    int different = args.length > 2 ? Integer.parseInt(args[2]) : count;
    StringBuilder names = new StringBuilder();
    for (int c = 0; c < CLASSES; c++) {
      Files.createDirectories(folder.resolve("class" + c));
      names.append("class").append(c).append('\n');
    }
    Files.writeString(Path.of(folder + ".classes.txt"), names.toString());
    for (int i = 0; i < count; i++) {
      Path file = file(folder, i);
      if (i < different) {
        ImageIO.write(picture(WIDTH, HEIGHT, Seeds.of(0, "photographs", i)), "jpg", file.toFile());
      } else {
        Files.createLink(file, file(folder, i % different));
      }
    }
  }

  private static Path file(Path folder, int i) {
    return folder.resolve(String.format(Locale.ROOT, "class%d/%07d.jpg", i % CLASSES, i));
  }

  /** A gradient with ellipses on it and some noise. */
  private static BufferedImage picture(int width, int height, SplittableRandom random) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setPaint(new GradientPaint(0, 0, colour(random), width, height, colour(random)));
    g.fillRect(0, 0, width, height);
    for (int i = 0; i < SHAPES; i++) {
      g.setColor(colour(random));
      g.fillOval(
          random.nextInt(width),
          random.nextInt(height),
          1 + random.nextInt(width / 3),
          1 + random.nextInt(height / 3));
    }
    g.dispose();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, image.getRGB(x, y) ^ (random.nextInt() & 0x0f0f0f));
      }
    }
    return image;
  }

  private static Color colour(SplittableRandom random) {
    return new Color(random.nextInt(0x1000000));
  }

  /** Such a picture on a model's grid. */
  static Pixels pixels(int side, SplittableRandom random) {
    BufferedImage image = picture(side, side, random);
    byte[] chw = new byte[3 * side * side];
    for (int i = 0; i < side * side; i++) {
      int rgb = image.getRGB(i % side, i / side);
      for (int c = 0; c < 3; c++) {
        chw[c * side * side + i] = (byte) (rgb >> (16 - 8 * c));
      }
    }
    return new Pixels(side, chw);
  }
}
