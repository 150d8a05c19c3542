package io.tbar.checkpoint;

import io.tbar.safetensors.SafetensorsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads an index of shards and the shards that it names, without a configuration. */
public final class ShardIndexReader {
  private ShardIndexReader() {}

  public static void read(Path index) {
    ShardIndex shards = new ShardIndex(index);
    List<SafetensorsFile> files = new ArrayList<>();
    try {
      shards.shards().forEach(shard -> files.add(SafetensorsFile.open(shard)));
      shards.check(files);
    } finally {
      files.forEach(SafetensorsFile::close);
    }
  }
}
