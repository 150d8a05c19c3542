package io.tbar.cli;

import io.tbar.checkpoint.CheckpointWriter.Written;
import java.io.PrintWriter;
import java.nio.file.Files;

/** What was written, in the form that sha256sum checks. */
final class Hashes {
  private Hashes() {}

  static void print(PrintWriter out, Written written) {
    written
        .files()
        .forEach(
            (name, hash) ->
                out.println(
                    hash
                        + "  "
                        + (Files.isDirectory(written.path())
                            ? written.path().resolve(name)
                            : written.path())));
  }
}
