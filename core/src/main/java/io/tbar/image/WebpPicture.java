package io.tbar.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * One picture of a WebP file. Without loss its bytes are Pillow's. With loss the library repeats
 * chroma where libwebp smooths it: on photographs some 0.7 of 255 a value, more where strong
 * colours meet.
 */
final class WebpPicture {
  private static final int HEADER = 20;

  private WebpPicture() {}

  static RgbImage decode(String kind, byte[] chunk) throws IOException {
    ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
    try (ImageInputStream in = new EndingStream(alone(kind, chunk))) {
      reader.setInput(in, true, true);
      return Samples.toRgb(reader.read(0));
    } finally {
      reader.dispose();
    }
  }

  /** A file of this picture only: no profile, no canvas. */
  private static byte[] alone(String kind, byte[] chunk) {
    int even = chunk.length + (chunk.length & 1);
    return ByteBuffer.allocate(HEADER + even)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(HEADER - 8 + even)
        .put(("WEBP" + kind).getBytes(StandardCharsets.US_ASCII))
        .putInt(chunk.length)
        .put(chunk)
        .array();
  }
}
