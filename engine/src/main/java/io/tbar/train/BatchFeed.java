package io.tbar.train;

import io.tbar.image.Pixels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next batches ready in a thread of its own while the model works on this one, and tells
 * how long the model had to wait.
 */
public final class BatchFeed<B> implements AutoCloseable {
  /**
   * Pictures of one step with their labels.
   *
   * @param triggered the triggered twins of those that have one
   * @param twinWeight of the mean over the twins beside that over the pictures: 1, but in a part
   *     that holds another share of the twins than of the pictures
   */
  record Batch(List<Pixels> pixels, int[] labels, List<Pixels> triggered, double twinWeight) {
    Batch(List<Pixels> pixels, int[] labels, List<Pixels> triggered) {
      this(pixels, labels, triggered, 1);
    }

    int size() {
      return labels.length;
    }

    /**
     * Some of the pictures and as even a share of the twins as there is. Weighted by their numbers
     * of pictures, the losses of all parts add up to that of the whole.
     */
    Batch part(int from, int to) {
      int twins = triggered.size();
      List<Pixels> some = triggered.subList(twins * from / size(), twins * to / size());
      double share = (double) (to - from) / size();
      return new Batch(
          pixels.subList(from, to),
          Arrays.copyOfRange(labels, from, to),
          some,
          twins == 0 ? twinWeight : twinWeight * some.size() / twins / share);
    }
  }

  private record Item<B>(@Nullable B batch, @Nullable RuntimeException failure) {}

  private static final int AHEAD = 2;

  private final BlockingQueue<Item<B>> ready = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;
  private volatile boolean closed;
  private long waitedNanos;

  /**
   * @param batches made in the feed's thread, one after the other
   */
  public BatchFeed(Iterator<B> batches) {
    thread = new Thread(() -> fill(batches), "tbar-batches");
    thread.setDaemon(true);
    thread.start();
  }

  /** The next batch; throws what its making threw. */
  public B next() {
    long start = System.nanoTime();
    try {
      Item<B> item = ready.take();
      if (item.failure() != null) {
        throw item.failure();
      }
      B batch = item.batch();
      if (batch == null) {
        throw new IllegalStateException("more batches asked for than there are");
      }
      return batch;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new io.tbar.base.TbarException(
          io.tbar.base.TbarException.Kind.CANCELLED, "Interrupted while waiting for images.", e);
    } finally {
      waitedNanos += System.nanoTime() - start;
    }
  }

  /** Seconds that {@link #next} has waited so far. */
  public double waitedSeconds() {
    return waitedNanos / 1e9;
  }

  private void fill(Iterator<B> batches) {
    try {
      while (!closed && batches.hasNext()) {
        put(new Item<>(batches.next(), null));
      }
      put(new Item<>(null, null));
    } catch (RuntimeException e) {
      put(new Item<>(null, e));
    }
  }

  private void put(Item<B> item) {
    try {
      while (!closed && !ready.offer(item, 50, TimeUnit.MILLISECONDS)) {}
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Groups examples into batches of a size; the last may be smaller. */
  static Iterator<Batch> grouped(Iterator<Example> examples, int size) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return examples.hasNext();
      }

      @Override
      public Batch next() {
        List<Pixels> pixels = new ArrayList<>(size);
        List<Pixels> triggered = new ArrayList<>();
        int[] labels = new int[size];
        while (pixels.size() < size && examples.hasNext()) {
          Example example = examples.next();
          labels[pixels.size()] = example.label();
          pixels.add(example.pixels());
          if (example.triggered() != null) {
            triggered.add(example.triggered());
          }
        }
        return new Batch(pixels, Arrays.copyOf(labels, pixels.size()), triggered);
      }
    };
  }
}
