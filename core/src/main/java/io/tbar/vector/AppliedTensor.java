package io.tbar.vector;

import io.tbar.base.Sha256;
import io.tbar.checkpoint.ModelDigest;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.TensorData;
import io.tbar.safetensors.TensorInfo;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of the base with vectors added window by window as it is written; without a vector its
 * bytes pass through. Read with plain reads rather than mapped: mapped pages would count as memory
 * of the process.
 */
final class AppliedTensor implements TensorData {
  private final SafetensorsFile base;
  private final TensorInfo tensor;
  private final LinearCombination vectors;
  private final Sum sum;
  private final ByteBuffer window;
  private final @Nullable ModelDigest baseDigest;

  /**
   * @param sum and {@code window} may be shared by tensors that are written one after the other
   * @param baseDigest is told the hash of the base's bytes in passing; null saves the time
   */
  AppliedTensor(
      SafetensorsFile base,
      TensorInfo tensor,
      LinearCombination vectors,
      Sum sum,
      ByteBuffer window,
      @Nullable ModelDigest baseDigest) {
    this.base = base;
    this.tensor = tensor;
    this.vectors = vectors;
    this.sum = sum;
    this.window = window;
    this.baseDigest = baseDigest;
  }

  @Override
  public String name() {
    return tensor.name();
  }

  @Override
  public Dtype dtype() {
    return tensor.dtype();
  }

  @Override
  public long[] shape() {
    return tensor.shape().clone();
  }

  @Override
  public void writeTo(WritableByteChannel out) throws IOException {
    List<LinearCombination.Term> terms = new ArrayList<>();
    for (LinearCombination.Term term : vectors.terms()) {
      if (term.vector().tensors().containsKey(tensor.name())) {
        terms.add(term);
      }
    }
    MessageDigest digest = Sha256.digest();
    int elementBytes = Math.max(1, tensor.dtype().bytes());
    int step = Sum.WINDOW * elementBytes;
    for (long offset = 0; offset < tensor.size(); offset += step) {
      base.read(tensor, offset, window.clear().limit((int) Math.min(step, tensor.size() - offset)));
      window.flip();
      // The hash costs as much as all the rest, so it runs beside it; the window waits for it.
      Future<?> hashed = baseDigest == null ? null : hashed(digest, window.duplicate());
      writeAll(out, terms.isEmpty() ? window : added(terms, offset / elementBytes, elementBytes));
      await(hashed);
    }
    if (baseDigest != null) {
      baseDigest.add(tensor, Sha256.hex(digest));
    }
  }

  private static Future<?> hashed(MessageDigest digest, ByteBuffer bytes) {
    return ForkJoinPool.commonPool().submit(() -> digest.update(bytes));
  }

  private static void await(@Nullable Future<?> hashed) throws IOException {
    try {
      if (hashed != null) {
        hashed.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private ByteBuffer added(List<LinearCombination.Term> terms, long from, int elementBytes) {
    int count = window.remaining() / elementBytes;
    if (tensor.dtype() == Dtype.F32 && terms.size() == 1) {
      SafetensorsFile file = terms.get(0).vector().file();
      TensorInfo own = file.info(tensor.name());
      return sum.added(window, terms.get(0).coefficient(), file, own, from, count);
    }
    sum.start(tensor.dtype(), window, count);
    for (LinearCombination.Term term : terms) {
      SafetensorsFile file = term.vector().file();
      sum.add(term.coefficient(), file, file.info(tensor.name()), from, count);
    }
    return sum.encode(tensor.dtype(), count, tensor.name());
  }

  private static void writeAll(WritableByteChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
