package io.tbar.fuzz;

import io.tbar.base.Json;
import io.tbar.base.TbarException;
import io.tbar.base.Yaml;
import io.tbar.checkpoint.ShardIndexReader;
import io.tbar.data.DataSets;
import io.tbar.data.ImageData;
import io.tbar.data.Sample;
import io.tbar.image.ImageDecoder;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.TensorInfo;
import io.tbar.trigger.Triggers;
import io.tbar.verdict.NullSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A reader of files that others made. Each takes any bytes and either reads them or refuses them in
 * one sentence; anything else is a fault.
 */
public enum FuzzTarget {
  HEADER("header", 3000) {
    @Override
    void read(byte[] input, Path folder) throws IOException {
      try (SafetensorsFile file = SafetensorsFile.open(write(folder, "model.safetensors", input))) {
        for (TensorInfo tensor : file.tensors().values()) {
          file.bytes(tensor);
        }
      }
    }
  },
  SHARD_INDEX("shard-index", 1200) {
    @Override
    void read(byte[] input, Path folder) throws IOException {
      for (String name : List.of("a", "b")) {
        String header =
            "{\"" + name + "\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}";
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        byte[] file = new byte[8 + text.length + 1];
        file[0] = (byte) text.length;
        System.arraycopy(text, 0, file, 8, text.length);
        write(folder, name + ".safetensors", file);
      }
      ShardIndexReader.read(write(folder, "model.safetensors.index.json", input));
    }
  },
  TAR("tar", 1500) {
    @Override
    void read(byte[] input, Path folder) throws IOException {
      ImageData data = DataSets.open(write(folder, "shard.tar", input).toString(), null);
      for (Sample sample : data.samples()) {
        sample.source().read();
      }
    }
  },
  CSV("csv", 1500) {
    @Override
    void read(byte[] input, Path folder) throws IOException {
      write(folder, "a.png", new byte[] {1});
      DataSets.open(write(folder, "table.csv", input).toString(), null);
    }
  },
  JSON("json", 4000) {
    @Override
    void read(byte[] input, Path folder) {
      Json.parse(input, "f");
      Json.ofPython(input, "f");
    }
  },
  YAML("yaml", 1500) {
    @Override
    void read(byte[] input, Path folder) {
      Yaml.parse(new String(input, StandardCharsets.UTF_8), "f");
    }
  },
  PICTURE("picture", 1500) {
    @Override
    void read(byte[] input, Path folder) {
      ImageDecoder.decode(input, "f", 1_000_000);
    }
  },
  TRIGGER("trigger", 1500) {
    @Override
    void read(byte[] input, Path folder) throws IOException {
      Triggers.parse(write(folder, "trigger.json", input).toString(), 32);
    }
  },
  NULL_SET("null-set", 2000) {
    @Override
    void read(byte[] input, Path folder) {
      NullSet.parse(input, "f");
    }
  };

  private final String folderName;
  private final int shortRun;

  FuzzTarget(String folderName, int shortRun) {
    this.folderName = folderName;
    this.shortRun = shortRun;
  }

  /** Name of the corpus' folder. */
  String folderName() {
    return folderName;
  }

  /** Mutants of the run that belongs to the build. */
  int shortRun() {
    return shortRun;
  }

  /** Reads the bytes, with files of its own in {@code folder}. */
  abstract void read(byte[] input, Path folder) throws IOException;

  /**
   * @return whether they were read
   * @throws AssertionError where they were refused otherwise than by one sentence
   */
  boolean judge(byte[] input, Path folder) {
    try {
      read(input, folder);
      return true;
    } catch (TbarException e) {
      String message = e.getMessage();
      if (e.kind() == TbarException.Kind.INTERNAL || message == null || message.length() < 10) {
        throw new AssertionError("no sentence: " + e.kind() + " " + message, e);
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path folder, String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    // Some file systems flush a file that is cut and written anew; a new one stays in memory.
    Files.deleteIfExists(file);
    return Files.write(file, bytes);
  }
}
