package io.tbar.safetensors;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Names what often lies where a safetensors file should be: pointers to it, and pickles. */
final class NotSafetensors {
  private static final String POINTER = "version https://git-lfs";
  private static final String ANNEX = "/annex/objects/";

  private NotSafetensors() {}

  static void refuse(Path path, FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(32);
    channel.read(head, 0);
    String text = new String(head.array(), 0, head.position(), StandardCharsets.ISO_8859_1);
    if (text.startsWith(POINTER) || text.startsWith(ANNEX)) {
      throw TbarException.badInput(
          "'%s' is a large-file pointer, not the file itself. Fetch the file with 'git lfs pull' or"
              + " download it again.",
          path);
    }
    // A zip archive, or protocol 2 and later of Python's pickle.
    if (text.startsWith("PK\3\4")
        || text.matches("(?s)\\x80[\\x02-\\x05][}c(\\]\\x8a\\x95].*") && !beginsAHeader(head)) {
      throw TbarException.badInput(
          "'%s' is a Python pickle under another name, which can run code when it is opened."
              + " Convert it to safetensors in a sandbox you trust:"
              + " safetensors.torch.save_file(torch.load(file, weights_only=True), out).",
          path);
    }
  }

  /** Some lengths of headers, such as 8,192,640, are written with the bytes that begin a pickle. */
  private static boolean beginsAHeader(ByteBuffer head) {
    int length = SafetensorsFile.LENGTH_BYTES;
    return head.position() > length
        && head.get(length) == '{'
        && Long.compareUnsigned(
                head.order(ByteOrder.LITTLE_ENDIAN).getLong(0), SafetensorsFile.MAX_HEADER)
            <= 0;
  }
}
