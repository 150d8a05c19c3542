package io.tbar.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The expected pixels, read with a reader of the test's own. */
final class GoldenPixels {
  static final Path FOLDER = Path.of(System.getProperty("tbar.shared"), "golden");

  private final byte[] file;
  private final JsonNode header;
  private final int start;

  GoldenPixels() throws IOException {
    file = Files.readAllBytes(FOLDER.resolve("preprocess.safetensors"));
    int n = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    header = new ObjectMapper().readTree(new String(file, 8, n, StandardCharsets.UTF_8));
    start = 8 + n;
  }

  byte[] of(String name) {
    JsonNode range = header.get(name).get("data_offsets");
    return Arrays.copyOfRange(file, start + range.get(0).asInt(), start + range.get(1).asInt());
  }
}
