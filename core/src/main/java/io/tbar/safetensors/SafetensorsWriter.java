package io.tbar.safetensors;

import io.tbar.base.AtomicOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes safetensors files whose bytes depend on nothing but their content. The file appears whole
 * or not at all, and an existing one is refused.
 */
public final class SafetensorsWriter {
  /** What Python's tools expect to find, and older ones insist on. */
  public static final Map<String, String> PT = Map.of("format", "pt");

  private SafetensorsWriter() {}

  /**
   * Writes the tensors in the reference order: largest dtype first, then by name.
   *
   * @return SHA-256 of the file
   */
  public static String write(
      Path target, Map<String, String> metadata, Collection<? extends TensorData> tensors) {
    List<TensorData> sorted = new ArrayList<>(tensors);
    sorted.sort(
        (a, b) -> {
          int byType = b.dtype().compareTo(a.dtype());
          return byType != 0 ? byType : Arrays.compareUnsigned(utf8(a.name()), utf8(b.name()));
        });
    return writeInOrder(target, metadata, sorted);
  }

  /**
   * Writes the tensors in the order given.
   *
   * @return SHA-256 of the file
   */
  public static String writeInOrder(
      Path target, Map<String, String> metadata, Collection<? extends TensorData> tensors) {
    Set<String> names = new HashSet<>();
    for (TensorData tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException("Two tensors are named " + tensor.name());
      }
    }
    String[] digest = new String[1];
    AtomicOutput.file(target, path -> digest[0] = writeTo(path, metadata, tensors));
    return digest[0];
  }

  private static String writeTo(
      Path path, Map<String, String> metadata, Collection<? extends TensorData> tensors)
      throws IOException {
    ByteBuffer header = HeaderWriter.header(metadata, tensors);
    long size = header.remaining();
    for (TensorData tensor : tensors) {
      size += HeaderWriter.size(tensor);
    }
    try (FileChannel file =
            FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        HashedOutput out = new HashedOutput(file, size)) {
      out.write(header);
      for (TensorData tensor : tensors) {
        long before = out.written();
        tensor.writeTo(out);
        if (out.written() - before != HeaderWriter.size(tensor)) {
          throw new IllegalStateException(
              tensor.name() + " wrote " + (out.written() - before) + " bytes");
        }
      }
      return out.end();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
