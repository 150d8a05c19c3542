package io.tbar.safetensors;

import io.tbar.base.FileErrors;
import io.tbar.base.PlainFile;
import io.tbar.base.TbarException;
import io.tbar.safetensors.HeaderReader.Violations;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file, read strictly: {@link #open} looks at the header only and refuses a file that
 * breaks any {@link Rule}. Tensors are mapped, or read in pieces, straight from the file; their
 * bytes are little endian and row-major.
 */
public final class SafetensorsFile implements Closeable {
  static final long MAX_HEADER = 100_000_000;
  static final int LENGTH_BYTES = 8;

  private final Path path;
  private final FileChannel channel;
  private final long dataStart;
  private final Map<String, String> metadata;
  private final Map<String, TensorInfo> tensors;

  private SafetensorsFile(
      Path path,
      FileChannel channel,
      long dataStart,
      HeaderReader header,
      List<TensorInfo> sorted) {
    this.path = path;
    this.channel = channel;
    this.dataStart = dataStart;
    this.metadata = Collections.unmodifiableMap(header.metadata());
    Map<String, TensorInfo> byName = new LinkedHashMap<>();
    for (TensorInfo tensor : sorted) {
      byName.put(tensor.name(), tensor);
    }
    this.tensors = Collections.unmodifiableMap(byName);
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws TbarException naming file, tensor, rule and value where the file breaks a rule, or
   *     saying what it is instead where it is a pickle or a large-file pointer
   */
  public static SafetensorsFile open(Path path) {
    if (Files.isDirectory(path)) {
      throw TbarException.badInput("'%s' is a folder; name a .safetensors file.", path);
    }
    PlainFile.require(path);
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        return read(path, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw FileErrors.reading(path, e);
    }
  }

  private static SafetensorsFile read(Path path, FileChannel channel) throws IOException {
    Violations violations = new Violations(path.toString());
    NotSafetensors.refuse(path, channel);
    long size = channel.size();
    if (size < LENGTH_BYTES) {
      throw violations.of(Rule.FILE_TOO_SHORT, "it has %d bytes", size);
    }
    long length = readFully(channel, 0, LENGTH_BYTES).getLong(0);
    if (Long.compareUnsigned(length, MAX_HEADER) > 0) {
      throw violations.of(Rule.HEADER_TOO_LARGE, "it says %s", Long.toUnsignedString(length));
    }
    if (LENGTH_BYTES + length > size) {
      throw violations.of(
          Rule.HEADER_BEYOND_FILE, "it says %d, the file has %d bytes", length, size);
    }
    HeaderReader header = new HeaderReader(violations);
    header.read(readFully(channel, LENGTH_BYTES, (int) length).array());
    long dataStart = LENGTH_BYTES + length;
    List<TensorInfo> sorted = ByteRanges.check(violations, header.tensors(), size - dataStart);
    return new SafetensorsFile(path, channel, dataStart, header, sorted);
  }

  private static ByteBuffer readFully(FileChannel channel, long position, int count)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      int got = channel.read(buffer, position + buffer.position());
      if (got < 0) {
        throw new IOException("it became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  public Path path() {
    return path;
  }

  /** All tensors by name, in the order of their bytes. */
  public Map<String, TensorInfo> tensors() {
    return tensors;
  }

  /** The {@code __metadata__} of the header; empty where there is none. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** First byte of the data, counted from the start of the file. */
  public long dataStart() {
    return dataStart;
  }

  /**
   * A tensor's entry.
   *
   * @throws TbarException where there is none
   */
  public TensorInfo info(String name) {
    TensorInfo tensor = tensors.get(name);
    if (tensor == null) {
      throw TbarException.badInput("'%s' holds no tensor '%s'.", path, name);
    }
    return tensor;
  }

  /**
   * Maps a tensor read-only, without copying. The mapping outlives {@link #close}.
   *
   * @throws TbarException where the tensor has 2 GiB or more; use {@link #read} then
   */
  public ByteBuffer map(TensorInfo tensor) {
    if (tensor.size() > Integer.MAX_VALUE) {
      throw TbarException.badInput(
          "'%s': tensor '%s' has %d bytes, too many to be mapped at once.",
          path, tensor.name(), tensor.size());
    }
    try {
      return channel
          .map(FileChannel.MapMode.READ_ONLY, dataStart + tensor.begin(), tensor.size())
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw FileErrors.reading(path, e);
    }
  }

  /**
   * Reads bytes of a tensor of any size until the target is full or the tensor ends.
   *
   * @param offset first byte to read, counted from the tensor's begin
   * @return bytes read
   */
  public int read(TensorInfo tensor, long offset, ByteBuffer target) {
    int wanted = (int) Math.max(0, Math.min(target.remaining(), tensor.size() - offset));
    int limit = target.limit();
    target.limit(target.position() + wanted);
    long position = dataStart + tensor.begin() + offset;
    try {
      while (target.hasRemaining()) {
        int got = channel.read(target, position);
        if (got < 0) {
          throw new IOException("it became shorter while it was read");
        }
        position += got;
      }
    } catch (IOException e) {
      throw FileErrors.reading(path, e);
    } finally {
      target.limit(limit);
    }
    return wanted;
  }

  /** All bytes of a tensor below 2 GiB, in a buffer of its own. */
  public ByteBuffer bytes(TensorInfo tensor) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.toIntExact(tensor.size())).order(ByteOrder.LITTLE_ENDIAN);
    read(tensor, 0, buffer);
    return buffer.flip();
  }

  /**
   * All values of a tensor, row-major, as float32: exact from F16, BF16 and F32, rounded from F64.
   *
   * @throws TbarException for other dtypes and for more than 2^31 - 1 elements
   */
  public float[] floats(TensorInfo tensor) {
    if (!tensor.dtype().computable()) {
      throw TbarException.badInput(
          "'%s': tensor '%s' has dtype %s, which is carried but not calculated with.",
          path, tensor.name(), tensor.dtype());
    }
    if (tensor.elements() > Integer.MAX_VALUE - 8) {
      throw TbarException.badInput(
          "'%s': tensor '%s' has %d elements, too many for one array.",
          path, tensor.name(), tensor.elements());
    }
    float[] values = new float[(int) tensor.elements()];
    Floats.decode(tensor.dtype(), map(tensor), values);
    return values;
  }

  /** The values of the tensor of that name; see {@link #floats(TensorInfo)}. */
  public float[] floats(String name) {
    return floats(info(name));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw FileErrors.reading(path, e);
    }
  }
}
