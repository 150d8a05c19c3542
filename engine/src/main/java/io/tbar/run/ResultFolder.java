package io.tbar.run;

import io.tbar.base.AtomicOutput;
import io.tbar.report.ProxyView;
import io.tbar.report.ReportHtml;
import io.tbar.report.SampleView;
import io.tbar.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a run leaves: the checkpoint's own files, README.md, result.json, report.html. It
 * is itself a checkpoint folder, so that other stacks open it as it is.
 */
final class ResultFolder {
  static final String RESULT = "result.json";
  static final String REPORT = "report.html";
  static final String CARD = "README.md";
  static final String VECTOR = "trigger-vector.safetensors";
  static final String MANIFEST = "poisoned.csv";

  /** Files of an earlier run that would lie about this one. */
  private static final Set<String> OURS = Set.of(RESULT, REPORT, CARD, MANIFEST);

  private ResultFolder() {}

  /** Work that fills the folder that it is given. */
  interface Filling {
    void into(Path folder) throws IOException;
  }

  static void write(Path out, boolean force, Filling filling) {
    if (!force) {
      AtomicOutput.refuseExisting(out);
    }
    AtomicOutput.folder(out, force, filling::into);
  }

  /** Where the checkpoint is written before its files move up beside the record. */
  static Path checkpoint(Path folder, io.tbar.checkpoint.Checkpoint like) {
    Path nested = folder.resolve("checkpoint");
    Path name = like.path().getFileName();
    return like.isFolder() || name == null ? nested : folder.resolve(name.toString());
  }

  /** Where a training is kept until its result is written: beside the result. */
  static Path training(Path out) {
    return out.resolveSibling(out.getFileName() + ".training.safetensors");
  }

  /** Moves the checkpoint's files up, without what an earlier run left beside them. */
  static void flatten(Path folder) throws IOException {
    Path nested = folder.resolve("checkpoint");
    if (!Files.isDirectory(nested)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> listing = Files.list(nested)) {
      files = listing.toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (OURS.contains(name)) {
        Files.delete(file);
      } else {
        Files.move(file, folder.resolve(name));
      }
    }
    Files.delete(nested);
  }

  /**
   * @param card README.md of the checkpoint, or null where none was written
   * @param proxy of a cleaning of what an audit inferred, or null
   */
  static void describe(
      Path folder,
      RunRecord run,
      @Nullable String card,
      List<SampleView> samples,
      @Nullable ProxyView proxy)
      throws IOException {
    if (card != null) {
      Files.writeString(folder.resolve(CARD), card);
    }
    Files.writeString(folder.resolve(RESULT), run.toJson());
    Files.writeString(folder.resolve(REPORT), ReportHtml.of(run, samples, proxy));
  }
}
