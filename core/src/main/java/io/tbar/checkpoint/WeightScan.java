package io.tbar.checkpoint;

import io.tbar.base.Progress;
import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One pass over all values: files are hashed on one thread, tensors judged on another. */
final class WeightScan {
  private static final int CHUNK = 1 << 20;

  private final Checkpoint checkpoint;
  private final Progress progress;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
  private final ModelDigest digest = new ModelDigest();
  private final List<Verification.NonFinite> nonFinite = new ArrayList<>();
  private final long total;
  private long done;

  WeightScan(Checkpoint checkpoint, Progress progress) {
    this.checkpoint = checkpoint;
    this.progress = progress;
    this.total = checkpoint.tensors().values().stream().mapToLong(TensorInfo::size).sum();
  }

  Verification run() {
    ExecutorService hashing =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "file-hash");
              thread.setDaemon(true);
              return thread;
            });
    try {
      Map<String, Future<String>> hashes = new LinkedHashMap<>();
      for (SafetensorsFile file : checkpoint.files()) {
        Path path = file.path();
        hashes.put(path.getFileName().toString(), hashing.submit(() -> Sha256.of(path)));
      }
      for (TensorInfo tensor : checkpoint.tensors().values()) {
        scan(checkpoint.file(tensor.name()), tensor);
      }
      Map<String, String> files = new LinkedHashMap<>();
      hashes.forEach((name, hash) -> files.put(name, result(hash)));
      return new Verification(files, digest.hex(), List.copyOf(nonFinite));
    } finally {
      hashing.shutdownNow();
    }
  }

  private static String result(Future<String> hash) {
    try {
      return hash.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TbarException(TbarException.Kind.CANCELLED, "Interrupted while hashing.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TbarException failure) {
        throw failure;
      }
      throw new IllegalStateException("Hashing failed", e.getCause());
    }
  }

  private void scan(SafetensorsFile file, TensorInfo tensor) {
    MessageDigest hash = Sha256.digest();
    long nan = 0;
    long infinite = 0;
    for (long offset = 0; offset < tensor.size(); ) {
      progress.check();
      progress.update("reading all values", done, total);
      int count = file.read(tensor, offset, chunk.clear());
      offset += count;
      done += count;
      chunk.flip();
      hash.update(chunk.duplicate());
      nan += count(tensor.dtype(), true);
      infinite += count(tensor.dtype(), false);
    }
    digest.add(tensor, Sha256.hex(hash));
    if (nan + infinite > 0) {
      nonFinite.add(new Verification.NonFinite(tensor.name(), nan, infinite));
    }
    progress.update("reading all values", done, total);
  }

  /** NaN or infinite values in the chunk, told by their bits. */
  private long count(Dtype dtype, boolean nan) {
    int bits = dtype.bits();
    long infinity =
        switch (dtype) {
          case F32 -> 0x7f800000L;
          case F16 -> 0x7c00L;
          case BF16 -> 0x7f80L;
          case F64 -> 0x7ff0000000000000L;
          default -> -1;
        };
    if (infinity < 0) {
      return 0;
    }
    long found = 0;
    for (int at = 0; at < chunk.limit(); at += bits / 8) {
      long magnitude =
          switch (bits) {
            case 16 -> chunk.getShort(at) & 0x7fff;
            case 32 -> chunk.getInt(at) & 0x7fffffff;
            default -> chunk.getLong(at) & Long.MAX_VALUE;
          };
      if (nan ? magnitude > infinity : magnitude == infinity) {
        found++;
      }
    }
    return found;
  }
}
