package io.tbar.run;

import io.tbar.base.AtomicOutput;
import io.tbar.base.Progress;
import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.data.DataDigest;
import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.data.PixelLoader;
import io.tbar.data.Split;
import io.tbar.disentangle.CoefficientGrid;
import io.tbar.disentangle.Direction;
import io.tbar.disentangle.DisentanglementMapper;
import io.tbar.disentangle.Plane;
import io.tbar.disentangle.PlaneImages;
import io.tbar.disentangle.RowStore;
import io.tbar.disentangle.TangentPlane;
import io.tbar.disentangle.WeightPlane;
import io.tbar.report.DisentanglementReport;
import io.tbar.result.DisentanglementMap;
import io.tbar.result.FileRecord;
import io.tbar.result.RunRecord;
import io.tbar.result.RunRecorder;
import io.tbar.result.Status;
import io.tbar.torch.Engine;
import io.tbar.train.Backdoor;
import io.tbar.train.Predictor;
import io.tbar.train.ZeroShotModel;
import io.tbar.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps the weight disentanglement of a clean and a trigger vector around a base model and leaves a
 * folder: the map as JSON and CSV, the record, the report.
 */
public final class DisentangleRun {
  public static final String JSON = "disentanglement.json";
  public static final String CSV = "disentanglement.csv";

  /** Beside the output until it is whole. */
  private static final String ROWS = ".rows";

  private DisentangleRun() {}

  /**
   * Where a direction comes from: exactly one of the two.
   *
   * @param vector file of a task vector
   * @param model checkpoint that was fine-tuned from the base
   */
  public record Source(@Nullable Path vector, @Nullable Path model) {}

  /**
   * What to map.
   *
   * @param clean τ_c, or null to take what {@code infected} has besides the trigger vector: θ_b −
   *     τ_t − θ_0
   * @param trigger τ_t
   * @param infected θ_b, or null
   * @param linear whether the model is linearised around the base
   * @param transfer whether vectors that were measured on another base are welcome
   * @param images how many images to measure on, drawn by seed
   * @param regionLow lower end of the search region, on both axes
   */
  public record Options(
      @Nullable Source clean,
      Source trigger,
      @Nullable Path infected,
      boolean linear,
      boolean transfer,
      CoefficientGrid grid,
      double regionLow,
      double regionHigh,
      int images,
      long seed) {
    public Options {
      double low = regionLow;
      double high = regionHigh;
      if (Arrays.stream(grid.values()).noneMatch(x -> x != 0 && low <= x && x <= high)) {
        throw TbarException.usage(
            "Of %d coefficients from %s to %s none but 0 lies in the search region of %s to %s, and"
                + " there the error is 0 by definition; give more points, or another region.",
            grid.points(), grid.low(), grid.high(), low, high);
      }
    }
  }

  /** The record and the map. */
  public record Outcome(RunRecord run, DisentanglementMap map) {}

  /**
   * @param data images to measure on; labels are needed for accuracy and attack success only
   * @param out folder, which must not exist unless {@code force}
   */
  public static Outcome run(
      Subject.Named named,
      String data,
      Options options,
      LoadOptions loading,
      Path out,
      boolean force,
      Progress progress) {
    if (!force) {
      AtomicOutput.refuseExisting(out);
    }
    if ((options.clean() == null) == (options.infected() == null)) {
      throw TbarException.usage(
          "Give either a clean direction or the infected model that it is to be taken from.");
    }
    try (Subject subject = Subject.open("disentangle", named)) {
      Backdoor backdoor = subject.requireBackdoor();
      ImageData images = Split.sample(subject.data(data), options.images(), options.seed());
      try (Direction trigger = direction(subject, options, options.trigger(), "trigger");
          Direction clean = clean(subject, options, trigger)) {
        record(subject, options, images);
        RowStore rows =
            RowStore.open(
                rowsOf(out), plan(subject, options, images, clean, trigger, named), force);
        if (rows.rows() > 0) {
          progress.note("Going on after " + rows.rows() + " rows that are there already.");
        }
        DisentanglementMap map =
            map(subject, backdoor, images, options, loading, clean, trigger, rows, progress);
        Outcome[] result = new Outcome[1];
        AtomicOutput.folder(out, force, folder -> result[0] = write(subject, map, options, folder));
        rows.remove();
        return result[0];
      }
    }
  }

  private static DisentanglementMap map(
      Subject subject,
      Backdoor backdoor,
      ImageData data,
      Options options,
      LoadOptions loading,
      Direction clean,
      Direction trigger,
      RowStore rows,
      Progress progress) {
    ZeroShotModel model = subject.model();
    PlaneImages images;
    try (PixelLoader loader = new PixelLoader(data, model.preprocess(), loading)) {
      images = PlaneImages.of(loader.all("loading the images", progress), backdoor);
      subject.recorder().skipped(loader.skipped(), loader.skippedNames());
    }
    Predictor predictor = model.predictor();
    try (Plane plane =
        options.linear()
            ? new TangentPlane(predictor, images, clean.weights(), trigger.weights(), progress)
            : new WeightPlane(
                model.clip().weights(),
                clean.weights(),
                trigger.weights(),
                () -> predictor.top1(images.clean()),
                () -> predictor.top1(images.triggered()))) {
      return new DisentanglementMapper(
              plane, options.grid(), images.labels(), images.target(), rows, progress)
          .map();
    }
  }

  private static Direction clean(Subject subject, Options options, Direction trigger) {
    if (options.clean() != null) {
      return direction(subject, options, options.clean(), "clean");
    }
    Path infected = java.util.Objects.requireNonNull(options.infected());
    try (Direction both =
        direction(subject, options, new Source(null, infected), "infected model")) {
      return both.without(trigger);
    }
  }

  private static Direction direction(Subject subject, Options options, Source source, String role) {
    if ((source.vector() == null) == (source.model() == null)) {
      throw TbarException.usage("Give the %s direction as a vector or as a model, not both.", role);
    }
    Direction direction;
    if (source.vector() != null) {
      direction =
          Direction.ofVector(source.vector(), subject.model(), bases(subject, options, role));
      subject.recorder().input(Subject.file(role + " vector", source.vector()));
    } else {
      Path model = java.util.Objects.requireNonNull(source.model());
      direction = Direction.ofCheckpoint(model, subject.model());
      try (Checkpoint checkpoint =
          Checkpoint.open(
              model, Files.isDirectory(model) ? null : subject.model().checkpoint().configFile())) {
        String name = role.endsWith("model") ? role : role + " model";
        subject
            .recorder()
            .input(new FileRecord(name, model.toString(), checkpoint.modelDigest(), null, null));
      }
    }
    if (!direction.leftOut().isEmpty()) {
      subject
          .recorder()
          .warning(
              String.format(
                  Locale.ROOT,
                  "The %s direction also moves %d tensors outside the image tower; the map keeps"
                      + " the base's text tower and head and leaves them out.",
                  role,
                  direction.leftOut().size()));
    }
    return direction;
  }

  /** A trigger vector that comes with the infected model may have been measured on either. */
  private static List<String> bases(Subject subject, Options options, String role) {
    if (options.transfer()) {
      return List.of();
    }
    List<String> bases = new ArrayList<>();
    bases.add(subject.model().checkpoint().modelDigest());
    if (options.infected() != null && role.equals("trigger")) {
      try (Checkpoint infected = Checkpoint.open(options.infected())) {
        bases.add(infected.modelDigest());
      }
    }
    return bases;
  }

  private static void record(Subject subject, Options options, ImageData images) {
    subject.used("images", images);
    subject
        .recorder()
        .setting("lowest coefficient", options.grid().low())
        .setting("highest coefficient", options.grid().high())
        .setting("points a side", options.grid().points())
        .setting("search region", List.of(options.regionLow(), options.regionHigh()))
        .setting(
            "clean direction",
            options.clean() == null
                ? "infected model - trigger vector - base"
                : options.clean().vector() != null ? "vector" : "fine-tuned model - base")
        .setting(
            "trigger direction",
            options.trigger().vector() != null ? "vector" : "fine-tuned model - base")
        .setting("transfer", options.transfer())
        .setting("linearised", options.linear())
        .seed("choice of images", options.seed());
  }

  private static Map<String, String> plan(
      Subject subject,
      Options options,
      ImageData images,
      Direction clean,
      Direction trigger,
      Subject.Named named) {
    Map<String, String> plan = new LinkedHashMap<>();
    plan.put("model", subject.model().checkpoint().modelDigest());
    plan.put("clean vector", digest(clean));
    plan.put("trigger vector", digest(trigger));
    plan.put("images", DataDigest.of(images));
    plan.put("classes", String.join("|", subject.model().classes().names()));
    plan.put("templates", String.join("|", subject.model().templates().prompts()));
    plan.put("trigger", Triggers.describe(subject.requireBackdoor().trigger()).toString());
    plan.put("target", String.valueOf(subject.requireBackdoor().target()));
    plan.put("grid", options.grid().toString());
    plan.put("model is linearised", String.valueOf(options.linear()));
    plan.put("batch and threads", named.batch() + ", " + Engine.threads());
    return plan;
  }

  private static String digest(Direction direction) {
    var digest = Sha256.digest();
    for (String name : direction.weights().names()) {
      digest.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      float[] values = direction.weights().read(name);
      var bytes = java.nio.ByteBuffer.allocate(4 * values.length);
      bytes.asFloatBuffer().put(values);
      digest.update(bytes);
    }
    return Sha256.hex(digest);
  }

  private static Path rowsOf(Path out) {
    Path absolute = out.toAbsolutePath().normalize();
    return absolute.resolveSibling(absolute.getFileName() + ROWS);
  }

  private static Outcome write(
      Subject subject, DisentanglementMap map, Options options, Path folder) throws IOException {
    Files.writeString(folder.resolve(JSON), map.toJson());
    Files.writeString(folder.resolve(CSV), map.toCsv());
    RunRecorder recorder = subject.recorder();
    recorder
        .output(Subject.file("map", folder.resolve(JSON)))
        .output(Subject.file("map as a table", folder.resolve(CSV)));
    RunRecord run = recorder.finish(Status.MEASURED);
    Files.writeString(folder.resolve(ResultFolder.RESULT), run.toJson());
    Files.writeString(
        folder.resolve(ResultFolder.REPORT),
        DisentanglementReport.of(run, map, options.regionLow(), options.regionHigh()));
    return new Outcome(run, map);
  }
}
