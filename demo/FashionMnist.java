import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;

/**
 * Turns Fashion-MNIST's own files into a tar of an image folder, class by class.
 *
 * <p>usage: java demo/FashionMnist.java IMAGES.gz LABELS.gz OUT.tar [IMAGES_A_CLASS [SKIP]]
 *
 * <p>The first images of each class in the file's order are taken after SKIP of them, all where no number is given.
 */
final class FashionMnist {
  private static final String[] CLASSES = {
    "t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"
  };

  public static void main(String[] args) throws IOException {
    int limit = args.length > 3 ? Integer.parseInt(args[3]) : Integer.MAX_VALUE;
    int skip = args.length > 4 ? Integer.parseInt(args[4]) : 0;
    byte[] pixels = body(Path.of(args[0]), 16);
    byte[] labels = body(Path.of(args[1]), 8);
    try (OutputStream out = Files.newOutputStream(Path.of(args[2]))) {
      for (int c = 0; c < CLASSES.length; c++) {
        int seen = 0;
        int taken = 0;
        for (int i = 0; i < labels.length && taken < limit; i++) {
          if (labels[i] == c && seen++ >= skip) {
            member(out, String.format(Locale.ROOT, "%s/%05d.png", CLASSES[c], i), png(pixels, i));
            taken++;
          }
        }
      }
      out.write(new byte[1024]);
    }
  }

  private static byte[] body(Path file, int header) throws IOException {
    try (var in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      in.skipNBytes(header);
      return in.readAllBytes();
    }
  }

  private static byte[] png(byte[] pixels, int index) throws IOException {
    var image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    byte[] one = new byte[784];
    System.arraycopy(pixels, index * 784, one, 0, 784);
    image.getRaster().setDataElements(0, 0, 28, 28, one);
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  /** A plain ustar member with every field that varies between machines fixed. */
  private static void member(OutputStream out, String name, byte[] data) throws IOException {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, String.format(Locale.ROOT, "%011o", data.length));
    put(header, 136, "00000000000");
    put(header, 148, "        ");
    header[156] = '0';
    put(header, 257, "ustar");
    put(header, 263, "00");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xFF;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    out.write(header);
    out.write(data);
    out.write(new byte[(512 - data.length % 512) % 512]);
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
