package io.tbar.experiment;

import io.tbar.base.FileErrors;
import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who computes which stage, as small files in the store. A lease counts up while its owner lives;
 * one that stands still for a while, by the watcher's own clock, is taken over, so that clocks of
 * nodes may differ. A lease saves double work and nothing more: should two nodes compute the same
 * stage after all, the first one's result stands.
 */
final class StageLeases {
  /** Seconds after which a lease that stands still is nobody's; a property for tests. */
  private static final double EXPIRES =
      Double.parseDouble(System.getProperty("tbar.lease-seconds", "60"));

  private static final Duration LOOK_AGAIN = Duration.ofMillis(300);
  private static final String OWNER =
      UUID.randomUUID() + " " + Nodes.here() + " " + ProcessHandle.current().pid();
  private static final ScheduledExecutorService HEART =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lease-heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  private final Path folder;
  private final LongSupplier nanos;
  private final long expiresNanos;

  /** What a watcher last saw of others' leases, and when it changed. */
  private final Map<String, Sighting> seen = new ConcurrentHashMap<>();

  private record Sighting(String text, long since) {}

  StageLeases(Path folder) {
    this(folder, System::nanoTime, EXPIRES);
  }

  /**
   * @param nanos this node's clock, which need not agree with another's
   * @param expires seconds
   */
  StageLeases(Path folder, LongSupplier nanos, double expires) {
    this.folder = folder;
    this.nanos = nanos;
    this.expiresNanos = (long) (expires * 1e9);
  }

  /** One stage that this process computes; closed when it is done, however it ended. */
  final class Lease implements AutoCloseable {
    private final Path file;
    private final String owner;
    private final java.util.concurrent.ScheduledFuture<?> beating;
    private long beats;

    private Lease(Path file, String owner) {
      this.file = file;
      this.owner = owner;
      long period = Math.max(50, expiresNanos / 6_000_000);
      this.beating = HEART.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
    }

    private synchronized void beat() {
      try {
        if (!owner.equals(owner(text(file)))) {
          beating.cancel(false); // taken over while this process was stopped
          return;
        }
        beats++;
        Path fresh = file.resolveSibling("." + file.getFileName() + "-" + UUID.randomUUID());
        Files.writeString(fresh, lease(owner, beats));
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        return; // a beat missed; the next may succeed, and a stage computed twice does no harm
      }
    }

    @Override
    public synchronized void close() {
      beating.cancel(false);
      try {
        if (owner.equals(owner(text(file)))) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        return; // it expires by itself
      }
    }
  }

  /**
   * @return the lease, or null where a living process has it
   * @throws TbarException BAD_INPUT where this node cannot write to the store
   */
  @Nullable Lease take(String key) {
    Path file = folder.resolve(key);
    String owner = OWNER + " " + UUID.randomUUID();
    try {
      Files.createDirectories(folder);
      for (int attempt = 0; attempt < 2; attempt++) {
        try {
          Files.writeString(file, lease(owner, 0), StandardOpenOption.CREATE_NEW);
          seen.remove(key);
          return new Lease(file, owner);
        } catch (FileAlreadyExistsException e) {
          if (!expired(key, file)) {
            return null;
          }
          // Renamed away, so that of several who see it expire only one goes on from here.
          Files.move(
              file,
              file.resolveSibling("." + key + "-" + UUID.randomUUID()),
              StandardCopyOption.ATOMIC_MOVE);
        }
      }
      return null;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new TbarException(
          TbarException.Kind.BAD_INPUT,
          "The node '"
              + Nodes.here()
              + "' cannot write to the store: "
              + FileErrors.writing(folder, e).getMessage(),
          e);
    }
  }

  private boolean expired(String key, Path file) throws IOException {
    String text = text(file);
    if (text.isEmpty() || dead(owner(text))) {
      return !text.isEmpty() || stands(key, text);
    }
    return stands(key, text);
  }

  private boolean stands(String key, String text) {
    Sighting before = seen.get(key);
    if (before == null || !before.text().equals(text)) {
      seen.put(key, new Sighting(text, nanos.getAsLong()));
      return false;
    }
    return nanos.getAsLong() - before.since() > expiresNanos;
  }

  /** Whether the owner was a process of this very machine that has ended. */
  private static boolean dead(String owner) {
    String[] words = owner.split(" ");
    return words.length == 4
        && words[1].equals(Nodes.here())
        && words[2].matches("\\d{1,18}")
        && ProcessHandle.of(Long.parseLong(words[2])).filter(ProcessHandle::isAlive).isEmpty();
  }

  /** Whether anybody says that he computes something. */
  boolean any() {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(
          file -> {
            try {
              return !file.getFileName().toString().startsWith(".") && !dead(owner(text(file)));
            } catch (IOException e) {
              return false;
            }
          });
    } catch (IOException e) {
      throw FileErrors.reading(folder, e);
    }
  }

  /** Node and process of whoever has the lease, for people. */
  String holder(String key) {
    try {
      String[] words = owner(text(folder.resolve(key))).split(" ");
      return words.length == 4 ? words[1] + " (process " + words[2] + ")" : "another process";
    } catch (IOException e) {
      return "another process";
    }
  }

  /** Waits a moment before the store is looked at again. */
  static void pause(Progress progress) {
    progress.check();
    try {
      Thread.sleep(LOOK_AGAIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TbarException(TbarException.Kind.CANCELLED, "Stopped while waiting.", e);
    }
  }

  private static String lease(String owner, long beats) {
    return Json.write(Map.of("owner", owner, "beats", beats));
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static String owner(String text) {
    try {
      JsonObject object = Json.parse(text.getBytes(StandardCharsets.UTF_8), "lease");
      return object.string("owner", "");
    } catch (TbarException e) {
      return ""; // caught while it was written
    }
  }
}
