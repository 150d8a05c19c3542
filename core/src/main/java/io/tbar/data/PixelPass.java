package io.tbar.data;

import io.tbar.base.TbarException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a {@link PixelLoader}. Images come in order; those that cannot be used are left out.
 * For one consumer; close it when leaving early.
 */
public final class PixelPass implements Iterator<Loaded>, AutoCloseable {
  private final PixelLoader loader;
  private final int[] indices;
  private final int ahead;
  private final Consumer<Loaded> also;
  private final Deque<Future<@Nullable Loaded>> window = new ArrayDeque<>();
  private final long opened = System.nanoTime();
  private long waited;
  private int submitted;
  private boolean closed;
  private @Nullable Loaded next;

  PixelPass(PixelLoader loader, int[] indices, int ahead, Consumer<Loaded> also) {
    this.loader = loader;
    this.indices = indices;
    this.ahead = ahead;
    this.also = also;
    fill();
  }

  /**
   * Waits for the next image.
   *
   * @throws TbarException BAD_INPUT for an image that cannot be used, where loading is strict
   */
  @Override
  public boolean hasNext() {
    while (next == null && !window.isEmpty()) {
      next = await(window.remove());
      fill();
    }
    if (next == null) {
      close();
    }
    return next != null;
  }

  @Override
  public Loaded next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Loaded result = next;
    next = null;
    return result;
  }

  private void fill() {
    while (!closed && window.size() < ahead && submitted < indices.length) {
      window.add(loader.submit(indices[submitted++], also));
    }
  }

  private @Nullable Loaded await(Future<@Nullable Loaded> image) {
    long from = System.nanoTime();
    try {
      return image.get();
    } catch (ExecutionException e) {
      close();
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new TbarException(TbarException.Kind.CANCELLED, "Stopped while loading images.", e);
    } finally {
      waited += System.nanoTime() - from;
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      window.forEach(image -> image.cancel(true));
      window.clear();
      loader.passed(waited, System.nanoTime() - opened);
    }
  }
}
