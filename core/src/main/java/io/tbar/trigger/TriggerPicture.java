package io.tbar.trigger;

import io.tbar.base.AtomicOutput;
import io.tbar.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/**
 * Shows what a trigger does: one line an image, in it the clean image, the triggered one, and their
 * difference around mid-grey.
 *
 * @param png the picture as a PNG file; its text entry "Description" says what is shown
 * @param gain what the difference is multiplied by: a whole number, as large as fits, 1 at least;
 *     changes of more than 127 levels are then clipped
 * @param largest largest change of any value, in levels of 255
 * @param changed share of pixels that the trigger changes, in [0, 1]
 */
public record TriggerPicture(byte[] png, double gain, int largest, double changed) {
  private static final int GAP = 4;
  private static final int PANEL = 224;
  private static final int WHITE = 0xffffff;

  /**
   * @param clean pictures of the trigger's size, one or more; they are samples 0, 1, …
   */
  public static TriggerPicture of(Trigger trigger, List<Pixels> clean) {
    List<Pixels> triggered = new ArrayList<>();
    for (int i = 0; i < clean.size(); i++) {
      triggered.add(trigger.apply(clean.get(i), i));
    }
    int largest = largest(clean, triggered);
    double gain = largest == 0 ? 1 : Math.max(1, Math.floor(127.0 / largest));
    int size = clean.get(0).size();
    int zoom = Math.max(1, PANEL / size);
    int side = size * zoom;
    BufferedImage image =
        new BufferedImage(
            3 * side + 2 * GAP, clean.size() * (side + GAP) - GAP, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, WHITE);
      }
    }
    for (int row = 0; row < clean.size(); row++) {
      Pixels before = clean.get(row);
      Pixels after = triggered.get(row);
      int top = row * (side + GAP);
      panel(image, before, 0, top, zoom);
      panel(image, after, side + GAP, top, zoom);
      panel(image, difference(before, after, gain), 2 * (side + GAP), top, zoom);
    }
    String description =
        String.format(
            Locale.ROOT,
            "Trigger %s: clean | triggered | difference x %.0f around mid-grey",
            trigger.name(),
            gain);
    return new TriggerPicture(encode(image, description), gain, largest, changed(clean, triggered));
  }

  /** Writes the PNG file, whole or not at all. */
  public void write(Path target, boolean force) {
    AtomicOutput.file(target, force, path -> Files.write(path, png));
  }

  private static void panel(BufferedImage image, Pixels pixels, int left, int top, int zoom) {
    int plane = pixels.size() * pixels.size();
    for (int y = 0; y < pixels.size() * zoom; y++) {
      for (int x = 0; x < pixels.size() * zoom; x++) {
        int i = y / zoom * pixels.size() + x / zoom;
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          rgb = rgb << 8 | pixels.chw()[c * plane + i] & 0xff;
        }
        image.setRGB(left + x, top + y, rgb);
      }
    }
  }

  private static Pixels difference(Pixels before, Pixels after, double gain) {
    byte[] chw = new byte[before.chw().length];
    for (int i = 0; i < chw.length; i++) {
      int d = (after.chw()[i] & 0xff) - (before.chw()[i] & 0xff);
      chw[i] = (byte) (int) Math.min(255, Math.max(0, Math.round(128 + gain * d)));
    }
    return new Pixels(before.size(), chw);
  }

  private static int largest(List<Pixels> clean, List<Pixels> triggered) {
    int largest = 0;
    for (int n = 0; n < clean.size(); n++) {
      for (int i = 0; i < clean.get(n).chw().length; i++) {
        int d = (triggered.get(n).chw()[i] & 0xff) - (clean.get(n).chw()[i] & 0xff);
        largest = Math.max(largest, Math.abs(d));
      }
    }
    return largest;
  }

  private static double changed(List<Pixels> clean, List<Pixels> triggered) {
    long changed = 0;
    long pixels = 0;
    for (int n = 0; n < clean.size(); n++) {
      byte[] a = clean.get(n).chw();
      byte[] b = triggered.get(n).chw();
      int plane = a.length / 3;
      for (int i = 0; i < plane; i++) {
        boolean same =
            a[i] == b[i] && a[plane + i] == b[plane + i] && a[2 * plane + i] == b[2 * plane + i];
        changed += same ? 0 : 1;
      }
      pixels += plane;
    }
    return (double) changed / pixels;
  }

  private static byte[] encode(BufferedImage image, String description) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
      String format = metadata.getNativeMetadataFormatName();
      IIOMetadataNode entry = new IIOMetadataNode("tEXtEntry");
      entry.setAttribute("keyword", "Description");
      entry.setAttribute("value", description);
      IIOMetadataNode text = new IIOMetadataNode("tEXt");
      text.appendChild(entry);
      IIOMetadataNode root = new IIOMetadataNode(format);
      root.appendChild(text);
      metadata.mergeTree(format, root);
      writer.setOutput(out);
      writer.write(new IIOImage(image, null, metadata));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
