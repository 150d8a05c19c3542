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
      long[] found = nonFinite(tensor.dtype());
      infinite += found[0];
      nan += found[1];
    }
    digest.add(tensor, Sha256.hex(hash));
    if (nan + infinite > 0) {
      nonFinite.add(new Verification.NonFinite(tensor.name(), nan, infinite));
    }
    progress.update("reading all values", done, total);
  }

  /** Values of the chunk that are infinite or NaN by their bits, in this order. */
  private long[] nonFinite(Dtype dtype) {
    long infinite = 0;
    long nan = 0;
    switch (dtype) {
      case F32 -> {
        for (int at = 0; at < chunk.limit(); at += 4) {
          int magnitude = chunk.getInt(at) & 0x7fffffff;
          if (magnitude >= 0x7f800000) {
            infinite += magnitude == 0x7f800000 ? 1 : 0;
            nan += magnitude == 0x7f800000 ? 0 : 1;
          }
        }
      }
      case F16, BF16 -> {
        int infinity = dtype == Dtype.F16 ? 0x7c00 : 0x7f80;
        for (int at = 0; at < chunk.limit(); at += 2) {
          int magnitude = chunk.getShort(at) & 0x7fff;
          if (magnitude >= infinity) {
            infinite += magnitude == infinity ? 1 : 0;
            nan += magnitude == infinity ? 0 : 1;
          }
        }
      }
      case F64 -> {
        for (int at = 0; at < chunk.limit(); at += 8) {
          double value = chunk.getDouble(at);
          infinite += Double.isInfinite(value) ? 1 : 0;
          nan += Double.isNaN(value) ? 1 : 0;
        }
      }
      default -> {}
    }
    return new long[] {infinite, nan};
  }
}
