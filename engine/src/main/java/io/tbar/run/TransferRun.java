package io.tbar.run;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.data.LoadOptions;
import io.tbar.defence.Suspect;
import io.tbar.defence.TbarDefence;
import io.tbar.disentangle.Direction;
import io.tbar.method.CleaningData;
import io.tbar.method.CleaningOptions;
import io.tbar.method.SearchOptions;
import io.tbar.method.TransferredVector;
import io.tbar.report.TransferReport;
import io.tbar.result.RunRecord;
import io.tbar.result.VectorComparison;
import io.tbar.vector.Cosine;
import io.tbar.vector.Provenance;
import io.tbar.vector.TaskVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cleans a model with a trigger vector that was measured on another one, and leaves what a cleaning
 * leaves; where the model's own vector is given, angles and lengths layer by layer beside it.
 */
public final class TransferRun {
  private TransferRun() {}

  /**
   * @param vector measured on another model of the same architecture and layout
   * @param own measured on this model, to compare with, or null
   * @param validationImages at most so many images that the coefficient is chosen on
   */
  public record Options(
      Path vector,
      @Nullable Path own,
      SearchOptions search,
      int validationImages,
      int testImages,
      long seed,
      LoadOptions loading) {}

  /**
   * @param data images that the coefficient is chosen on, and what is left of them measured on
   *     where {@code test} is null
   * @param test what before and after are measured on, or null
   */
  public static RunRecord run(
      Subject.Named named,
      String data,
      @Nullable String test,
      Options options,
      Path out,
      boolean force,
      Progress progress) {
    try (Subject subject = Subject.open("transfer", named)) {
      subject.requireBackdoor();
      VectorComparison comparison = options.own() == null ? null : compare(options);
      try (Direction direction = Direction.ofVector(options.vector(), subject.model(), List.of())) {
        CleaningOptions cleaning =
            new CleaningOptions(
                new TransferredVector(direction.weights(), origin(subject, options)),
                1,
                options.search(),
                0,
                options.validationImages(),
                options.testImages(),
                options.seed(),
                options.loading());
        CleaningData sets =
            CleaningData.draw(
                subject.data(data), null, test == null ? null : subject.data(test), cleaning);
        subject.recorder().input(Subject.file("transferred vector", options.vector()));
        if (options.own() != null) {
          subject.recorder().input(Subject.file("own vector", options.own()));
        }
        if (!direction.leftOut().isEmpty()) {
          subject
              .recorder()
              .warning(
                  direction.leftOut().size()
                      + " tensors of the vector lie outside the image tower and were left out.");
        }
        Suspect suspect =
            new Suspect(
                subject.model(),
                subject.requireBackdoor(),
                sets,
                null,
                null,
                options.seed(),
                options.loading());
        RunRecord[] result = new RunRecord[1];
        ResultFolder.write(
            out,
            force,
            folder -> {
              result[0] =
                  CleanRun.into(
                      subject,
                      suspect,
                      new CleanRun.Plan(new TbarDefence(cleaning), cleaning),
                      folder,
                      progress);
              if (comparison != null) {
                write(result[0], comparison, folder);
              }
            });
        return result[0];
      }
    }
  }

  private static Map<String, Object> origin(Subject subject, Options options) {
    Map<String, Object> origin = new LinkedHashMap<>();
    try (TaskVector vector = TaskVector.open(options.vector())) {
      Provenance from = vector.provenance();
      origin.put("vector", String.valueOf(options.vector().getFileName()));
      origin.put("method of the vector", from.method());
      origin.put("measured on", from.base() == null ? "unknown" : from.base());
      origin.put(
          "measured on this model", subject.model().checkpoint().modelDigest().equals(from.base()));
      from.details().forEach((key, value) -> origin.put("vector's " + key, value));
    }
    return origin;
  }

  private static VectorComparison compare(Options options) {
    Path own = java.util.Objects.requireNonNull(options.own());
    try (TaskVector one = TaskVector.open(options.vector());
        TaskVector other = TaskVector.open(own)) {
      Cosine cosine = Cosine.of(one, other);
      double norm = 0;
      double ownNorm = 0;
      for (Cosine.Part part : cosine.tensors()) {
        norm += part.leftNorm() * part.leftNorm();
        ownNorm += part.rightNorm() * part.rightNorm();
      }
      if (!Double.isFinite(cosine.cosine())) {
        throw TbarException.badInput(
            "'%s' or '%s' is zero everywhere, so they have no angle.", options.vector(), own);
      }
      return new VectorComparison(
          cosine.cosine(),
          Math.sqrt(norm),
          Math.sqrt(ownNorm),
          cosine.tensors().stream()
              .map(
                  p ->
                      new VectorComparison.Layer(p.name(), p.cosine(), p.leftNorm(), p.rightNorm()))
              .toList());
    }
  }

  private static void write(RunRecord run, VectorComparison comparison, Path folder)
      throws IOException {
    Files.writeString(folder.resolve("layers.json"), comparison.toJson());
    Files.writeString(folder.resolve("layers.csv"), comparison.toCsv());
    Files.writeString(folder.resolve("layers.html"), TransferReport.of(run, comparison));
  }
}
