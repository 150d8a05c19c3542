package io.tbar.run;

import io.tbar.base.TbarException;
import io.tbar.result.FileRecord;
import io.tbar.result.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a checkpoint was made from, where the record of the run beside it tells. */
final class Lineage {
  private Lineage() {}

  /**
   * @param digest of the checkpoint itself, which stands for it where nothing is known
   */
  static String of(Path folder, String digest) {
    Path record = folder.resolve(ResultFolder.RESULT);
    if (!Files.isRegularFile(record)) {
      return digest;
    }
    try {
      return RunRecord.read(record).inputs().stream()
          .filter(file -> file.role().equals("model"))
          .map(FileRecord::sha256)
          .findFirst()
          .orElse(digest);
    } catch (TbarException e) {
      // Somebody else's result.json.
      return digest;
    }
  }
}
