package io.tbar.safetensors;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tbar.base.Json;
import io.tbar.base.TbarException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header of a file to be: length, JSON without blanks, padded so that the data is 8-aligned.
 */
final class HeaderWriter {
  private static final int MAX_HEADER = 100_000_000;

  private HeaderWriter() {}

  static ByteBuffer header(Map<String, String> metadata, Collection<? extends TensorData> tensors)
      throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator out = Json.HEADERS.createGenerator(json)) {
      out.writeStartObject();
      if (!metadata.isEmpty()) {
        out.writeObjectFieldStart("__metadata__");
        for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
          out.writeStringField(entry.getKey(), entry.getValue());
        }
        out.writeEndObject();
      }
      long position = 0;
      for (TensorData tensor : tensors) {
        long end = position + size(tensor);
        out.writeObjectFieldStart(tensor.name());
        out.writeStringField("dtype", tensor.dtype().name());
        out.writeFieldName("shape");
        out.writeArray(tensor.shape(), 0, tensor.shape().length);
        out.writeFieldName("data_offsets");
        out.writeArray(new long[] {position, end}, 0, 2);
        out.writeEndObject();
        position = end;
      }
      out.writeEndObject();
    }
    int length = (json.size() + 7) / 8 * 8;
    if (length > MAX_HEADER) {
      throw TbarException.badInput(
          "A safetensors header of %d bytes is above the limit of 100,000,000.", length);
    }
    byte[] padded = Arrays.copyOf(json.toByteArray(), length);
    Arrays.fill(padded, json.size(), length, (byte) ' ');
    return ByteBuffer.allocate(8 + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(padded)
        .flip();
  }

  static long size(TensorData tensor) {
    long bits = tensor.dtype().bits();
    for (long dim : tensor.shape()) {
      bits = Math.multiplyExact(bits, dim);
    }
    return bits / 8;
  }
}
