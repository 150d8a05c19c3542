package io.tbar.checkpoint;

import io.tbar.base.Progress;
import io.tbar.base.Sha256;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

/**
 * The digest of a model's tensors, whatever files they lie in. One line a tensor, in the order of
 * the names: name, dtype, shape and SHA-256 of the bytes, separated by tabs.
 */
public final class ModelDigest {
  private static final int CHUNK = 1 << 20;

  private final Map<String, String> lines = new TreeMap<>();

  /** Digest of a whole checkpoint; reads all weights. */
  public static String of(Checkpoint checkpoint, Progress progress) {
    ModelDigest digest = new ModelDigest();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    long done = 0;
    long total = checkpoint.tensors().size();
    for (TensorInfo tensor : checkpoint.tensors().values()) {
      progress.check();
      progress.update("hashing the model", done++, total);
      digest.add(tensor, hash(checkpoint.file(tensor.name()), tensor, chunk));
    }
    progress.update("hashing the model", total, total);
    return digest.hex();
  }

  private static String hash(SafetensorsFile file, TensorInfo tensor, ByteBuffer chunk) {
    MessageDigest digest = Sha256.digest();
    for (long offset = 0; offset < tensor.size(); ) {
      offset += file.read(tensor, offset, chunk.clear());
      digest.update(chunk.flip());
    }
    return Sha256.hex(digest);
  }

  /**
   * Adds a tensor.
   *
   * @param sha256 of its bytes
   */
  public void add(TensorInfo tensor, String sha256) {
    lines.put(
        tensor.name(),
        tensor.name() + '\t' + tensor.dtype() + '\t' + tensor.shapeText() + '\t' + sha256 + '\n');
  }

  /** The digest of what was added so far. */
  public String hex() {
    MessageDigest digest = Sha256.digest();
    for (String line : lines.values()) {
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.hex(digest);
  }
}
