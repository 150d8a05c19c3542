package io.tbar.checkpoint;

import io.tbar.base.AtomicOutput;
import io.tbar.base.IoConsumer;
import io.tbar.base.Progress;
import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import io.tbar.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a checkpoint like another one, with some tensors replaced: layout, dtypes, order,
 * metadata, shards and side files stay. It appears whole under its name or not at all.
 */
public final class CheckpointWriter {
  /** What stands in the place of a tensor. */
  @FunctionalInterface
  public interface Replacement {
    /**
     * @param tensor of the checkpoint that is copied, by its own name
     * @return data of the same name, dtype and shape, or null to keep the bytes as they are
     */
    @Nullable TensorData of(TensorInfo tensor);
  }

  /**
   * What was written.
   *
   * @param files name to SHA-256 of every file of weights, for a bare file its own name
   */
  public record Written(Path path, Map<String, String> files) {}

  private CheckpointWriter() {}

  /**
   * Writes and reads back a copy in which canonical tensors have new values, each rounded once to
   * the dtype that the checkpoint stores it in.
   *
   * @param out a folder where the checkpoint is a folder, a file where it is a file
   * @param canonical canonical name to values; names that are absent keep their bytes
   */
  public static Written write(
      Checkpoint like, Path out, boolean force, Map<String, float[]> canonical, Progress progress) {
    CanonicalTensors names = like.canonical();
    Map<String, float[]> own = new HashMap<>();
    canonical.forEach((name, values) -> own.putAll(names.toOwn(name, values)));
    Written written =
        write(
            like,
            out,
            force,
            tensor -> {
              float[] values = own.get(tensor.name());
              return values == null
                  ? null
                  : TensorData.ofFloats(tensor.name(), tensor.dtype(), tensor.shape(), values);
            },
            nothing -> {},
            progress);
    readBack(written);
    return written;
  }

  /**
   * Writes a copy with replaced tensors, one after the other, in bounded memory. Files are hashed
   * while they are written; {@link #readBack} compares.
   *
   * @param finish called when all is written and nothing visible yet, with the folder or file to
   *     be: adds files, or throws to leave nothing behind
   */
  public static Written write(
      Checkpoint like,
      Path out,
      boolean force,
      Replacement replacement,
      IoConsumer<Path> finish,
      Progress progress) {
    AtomicOutput.refuseInput(out, like.path());
    Map<String, String> hashes = new LinkedHashMap<>();
    Watch watch = new Watch(progress, like);
    if (like.isFolder()) {
      AtomicOutput.folder(
          out,
          force,
          folder -> {
            for (SafetensorsFile file : like.files()) {
              String name = file.path().getFileName().toString();
              hashes.put(name, writeFile(file, folder.resolve(name), replacement, watch));
            }
            copySideFiles(like, folder);
            finish.accept(folder);
          });
    } else {
      AtomicOutput.file(
          out,
          force,
          path -> {
            String hash = writeFile(like.files().get(0), path, replacement, watch);
            hashes.put(out.getFileName().toString(), hash);
            finish.accept(path);
          });
    }
    return new Written(out, hashes);
  }

  private static String writeFile(
      SafetensorsFile like, Path target, Replacement replacement, Watch watch) {
    List<TensorData> tensors = new ArrayList<>();
    for (TensorInfo tensor : like.tensors().values()) {
      TensorData data = replacement.of(tensor);
      tensors.add(new Watched(data == null ? TensorData.of(like, tensor) : data, watch));
    }
    return SafetensorsWriter.writeInOrder(target, like.metadata(), tensors);
  }

  private static void copySideFiles(Checkpoint like, Path folder) throws IOException {
    List<Path> files = new ArrayList<>(like.sideFiles());
    if (like.index() != null) {
      files.add(like.index());
    }
    for (Path file : files) {
      // By bytes, because a copy would keep the mode, and a read-only file cannot be flushed.
      Files.write(folder.resolve(file.getFileName().toString()), Files.readAllBytes(file));
    }
  }

  /** Reads what was written from the disk again and compares the hashes. */
  public static void readBack(Written written) {
    written
        .files()
        .forEach(
            (name, hash) -> {
              Path file =
                  Files.isDirectory(written.path()) ? written.path().resolve(name) : written.path();
              SafetensorsFile.open(file).close();
              if (!Sha256.of(file).equals(hash)) {
                throw TbarException.badInput(
                    "'%s' reads back otherwise than it was written; check the disk and run again.",
                    file);
              }
            });
  }

  /** Tells the user how far it is, in bytes. */
  private static final class Watch {
    private final Progress progress;
    private final long total;
    private long done;

    Watch(Progress progress, Checkpoint like) {
      this.progress = progress;
      this.total = like.tensors().values().stream().mapToLong(TensorInfo::size).sum();
    }

    void step(long bytes) {
      progress.check();
      done += bytes;
      progress.update("writing the checkpoint", done, total);
    }
  }

  /** Lets the user watch and stop. */
  private record Watched(TensorData data, Watch watch) implements TensorData {
    @Override
    public String name() {
      return data.name();
    }

    @Override
    public Dtype dtype() {
      return data.dtype();
    }

    @Override
    public long[] shape() {
      return data.shape();
    }

    @Override
    public void writeTo(WritableByteChannel out) throws IOException {
      data.writeTo(
          new WritableByteChannel() {
            @Override
            public int write(ByteBuffer bytes) throws IOException {
              watch.step(bytes.remaining());
              return out.write(bytes);
            }

            @Override
            public boolean isOpen() {
              return out.isOpen();
            }

            @Override
            public void close() {}
          });
    }
  }
}
