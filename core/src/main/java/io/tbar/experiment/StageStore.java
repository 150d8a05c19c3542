package io.tbar.experiment;

import io.tbar.base.AtomicOutput;
import io.tbar.base.FileErrors;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Computed stages on disk, one folder each under its key. A folder appears whole or not at all and
 * is verified by hash before it is used; nothing in it is ever changed.
 */
public final class StageStore {
  private static final String OUT = "out";
  private static final long FEWEST_BYTES = 1 << 20;

  private final Path root;
  private final LongSupplier nanos;
  private final StageLeases leases;
  private final Map<String, StoredStage> verified = new ConcurrentHashMap<>();
  private final Map<String, Long> largest = new ConcurrentHashMap<>();

  public StageStore(Path root) {
    this(root, System::nanoTime);
  }

  /**
   * @param nanos the clock, for tests
   */
  StageStore(Path root, LongSupplier nanos) {
    this.root = root;
    this.nanos = nanos;
    this.leases = new StageLeases(root.resolve("leases"));
  }

  /** Where everything lies. */
  public Path root() {
    return root;
  }

  /** Whether a stage lies there, without looking into it. */
  public boolean has(String key) {
    return Files.exists(folder(key));
  }

  /**
   * The stage where it was computed before.
   *
   * @throws TbarException BAD_INPUT where it lies there but is not what was written
   */
  public Optional<StoredStage> find(String key) {
    StoredStage known = verified.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    Path folder = folder(key);
    if (!Files.exists(folder)) {
      return Optional.empty();
    }
    StageManifest manifest = StageManifest.read(folder);
    manifest.verify(key, folder.resolve(OUT), folder);
    return Optional.of(keep(key, folder, manifest));
  }

  /** Summary of a stage that lies there, by its sealed manifest; its files are not read. */
  Optional<Map<String, Object>> summary(String key) {
    return has(key) ? Optional.of(StageManifest.read(folder(key)).summary()) : Optional.empty();
  }

  /** Where those who compute say so. */
  StageLeases leases() {
    return leases;
  }

  /**
   * The stage, computed here where it lies not there yet and nobody else is at it; else waited for.
   *
   * @param needs folders of the stages that it needs, by role
   * @return the stage, and whether it was computed here
   */
  Ensured ensure(Stage stage, String key, Map<String, Path> needs, Progress progress) {
    boolean said = false;
    while (true) {
      StoredStage stored = find(key).orElse(null);
      if (stored != null) {
        return new Ensured(stored, false);
      }
      try (StageLeases.Lease lease = leases.take(key)) {
        if (lease != null) {
          stored = find(key).orElse(null); // done between the look and the lease
          return stored != null
              ? new Ensured(stored, false)
              : new Ensured(compute(stage, needs, progress), true);
        }
      }
      if (!said) {
        progress.note("Waiting for " + leases.holder(key) + ", which computes " + stage.kind());
        said = true;
      }
      StageLeases.pause(progress);
    }
  }

  /** A stage, and whether it was computed by the one who asked. */
  record Ensured(StoredStage stage, boolean computed) {}

  /**
   * Does the stage's work and stores what it leaves.
   *
   * @param needs folders of the stages that it needs, by role
   */
  StoredStage compute(Stage stage, Map<String, Path> needs, Progress progress) {
    String key = stage.key();
    Path folder = folder(key);
    requireRoom(stage.kind());
    StageManifest[] manifest = new StageManifest[1];
    try {
      AtomicOutput.folder(
          folder,
          beside -> {
            long start = nanos.getAsLong();
            Path out = Files.createDirectory(beside.resolve(OUT));
            Map<String, Object> summary = stage.work().run(out, needs, progress);
            double seconds = Math.round((nanos.getAsLong() - start) / 1e6) / 1e3;
            manifest[0] = StageManifest.of(stage, summary, seconds, out);
            manifest[0].write(beside);
          });
    } catch (TbarException e) {
      // A twin elsewhere was first: both did the same work, and what stands is whole.
      StoredStage twin = manifest[0] == null ? null : find(key).orElse(null);
      if (twin == null) {
        throw e;
      }
      return twin;
    }
    return keep(key, folder, manifest[0]);
  }

  private StoredStage keep(String key, Path folder, StageManifest manifest) {
    StoredStage stored =
        new StoredStage(key, folder.resolve(OUT), manifest.summary(), manifest.seconds());
    verified.put(key, stored);
    largest.merge(manifest.kind(), manifest.bytes(), Math::max);
    return stored;
  }

  /**
   * Refuses work whose outcome the disk will not hold: hours would be lost.
   *
   * @throws TbarException BAD_INPUT where less is free than a stage of the kind took before
   */
  private void requireRoom(String kind) {
    long needed = Math.max(FEWEST_BYTES, largest.getOrDefault(kind, 0L));
    try {
      Files.createDirectories(root);
      long free = Files.getFileStore(root).getUsableSpace();
      if (free < needed) {
        throw TbarException.badInput(
            "The disk of '%s' is full: %,d bytes are free, and a stage of the kind '%s' takes about"
                + " %,d; free some space and start again, nothing computed is lost.",
            root, free, kind, needed);
      }
    } catch (IOException e) {
      throw FileErrors.writing(root, e);
    }
  }

  /** What is known of every stage in the store, unverified; for estimates of time only. */
  List<StageManifest> manifests() {
    List<StageManifest> manifests = new ArrayList<>();
    for (Path folder : folders()) {
      try {
        manifests.add(StageManifest.read(folder));
      } catch (TbarException e) {
        continue; // whoever needs it will be told
      }
    }
    return manifests;
  }

  /** Removes what killed processes left unfinished, where nobody says that they are at work. */
  void removeUnfinished() {
    if (leases.any()) {
      return;
    }
    for (Path shard : list(root.resolve("stages"))) {
      for (Path folder : list(shard)) {
        if (folder.getFileName().toString().endsWith(".unfinished")) {
          Folders.delete(folder);
        }
      }
    }
  }

  private List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    for (Path shard : list(root.resolve("stages"))) {
      for (Path folder : list(shard)) {
        if (!folder.getFileName().toString().startsWith(".")) {
          folders.add(folder);
        }
      }
    }
    return folders;
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> listing = Files.list(folder)) {
      return listing.sorted().toList();
    } catch (IOException e) {
      throw FileErrors.reading(folder, e);
    }
  }

  /** The place of a stage, whether it is there or not. */
  public Path folder(String key) {
    return root.resolve("stages").resolve(key.substring(0, 2)).resolve(key);
  }

  /** Folders of stages by role, as a work reads them. */
  static Map<String, Path> folders(Map<String, StoredStage> stages) {
    Map<String, Path> folders = new LinkedHashMap<>();
    stages.forEach((role, stage) -> folders.put(role, stage.folder()));
    return folders;
  }
}
