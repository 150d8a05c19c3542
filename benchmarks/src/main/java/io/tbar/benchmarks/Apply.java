package io.tbar.benchmarks;

import io.tbar.base.Progress;
import io.tbar.checkpoint.Architecture;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.checkpoint.ModelDigest;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import io.tbar.vector.LinearCombination;
import io.tbar.vector.Provenance;
import io.tbar.vector.TaskVector;
import io.tbar.vector.VectorArithmetic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * θ − α·τ over a float32 checkpoint file, hashed, checked and flushed; in turns with it a plain
 * copy of that file with a flush: seconds, and the ratio of each turn.
 */
final class Apply {
  private Apply() {}

  static void run(Setup setup) {
    try {
      Path folder = Files.createTempDirectory("tbar-bench");
      try {
        run(setup, folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(Setup setup, Path folder) throws IOException {
    Path base = folder.resolve("base.safetensors");
    Path tau = folder.resolve("tau.safetensors");
    write(base, SafetensorsWriter.PT, name -> true, 0.035);
    write(tau, measuredOn(base), name -> name.startsWith("visual."), 0.01);
    Path out = folder.resolve("out.safetensors");
    VectorArithmetic.Options force = new VectorArithmetic.Options(true, false);
    Runnable work =
        () -> {
          try (Checkpoint checkpoint = Checkpoint.open(base);
              TaskVector vector = TaskVector.open(tau)) {
            VectorArithmetic.apply(
                checkpoint,
                new LinearCombination(List.of(new LinearCombination.Term(-1.5, vector))),
                out,
                force,
                Progress.silent());
          }
        };
    Path copy = folder.resolve("copy.safetensors");
    work.run();
    copy(base, copy);
    // In turns, so that a slow minute of the disk hits both.
    double[] applied = new double[setup.reps()];
    double[] copied = new double[setup.reps()];
    double[] ratios = new double[setup.reps()];
    for (int i = 0; i < setup.reps(); i++) {
      makeRoom(out);
      applied[i] = Timing.once(setup, work);
      makeRoom(copy);
      copied[i] = Timing.once(setup, () -> copy(base, copy));
      ratios[i] = applied[i] / copied[i];
    }
    String size = ", \"file_mb\": " + Files.size(base) / (1 << 20);
    Timing.report(setup, "apply", "seconds", applied, t -> t, size);
    Timing.report(setup, "copy+fsync", "seconds", copied, t -> t, "");
    Timing.report(setup, "apply / copy+fsync", "times", ratios, t -> t, "");
  }

  /** What makes {@code apply} check the base while it reads it, as for a vector of the project. */
  private static Map<String, String> measuredOn(Path base) {
    try (Checkpoint checkpoint = Checkpoint.open(base)) {
      String digest = ModelDigest.of(checkpoint, Progress.silent());
      return new Provenance(digest, checkpoint.layout(), "plain", "image tower", Map.of())
          .toMetadata();
    }
  }

  /**
   * Before every timed turn, so that both sides write into memory just given back: an output that
   * stands until it is replaced makes only its writer ask the machine for pages it has not touched.
   */
  private static void makeRoom(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(
      Path file, Map<String, String> metadata, Predicate<String> wanted, double size) {
    SplittableRandom random = new SplittableRandom(0);
    Map<String, long[]> shapes = Architecture.tensors(RandomClip.vitB32());
    List<TensorData> tensors = new ArrayList<>();
    shapes.forEach(
        (name, shape) -> {
          if (wanted.test(name)) {
            tensors.add(TensorData.ofFloats(name, shape, values(shape, size, random)));
          }
        });
    SafetensorsWriter.write(file, metadata, tensors);
  }

  private static float[] values(long[] shape, double size, SplittableRandom random) {
    int count = 1;
    for (long n : shape) {
      count = Math.multiplyExact(count, Math.toIntExact(n));
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextDouble(-1, 1) * size);
    }
    return values;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
