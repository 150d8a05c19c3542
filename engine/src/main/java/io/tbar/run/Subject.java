package io.tbar.run;

import io.tbar.base.FileErrors;
import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.data.ClassNames;
import io.tbar.data.DataDigest;
import io.tbar.data.DataSets;
import io.tbar.data.ImageData;
import io.tbar.measure.Evaluation;
import io.tbar.report.BaseModel;
import io.tbar.result.Attack;
import io.tbar.result.EngineInfo;
import io.tbar.result.FileRecord;
import io.tbar.result.RunRecorder;
import io.tbar.result.Scores;
import io.tbar.text.Templates;
import io.tbar.torch.Engine;
import io.tbar.train.Backdoor;
import io.tbar.train.ZeroShotModel;
import io.tbar.trigger.Trigger;
import io.tbar.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run is about: a checkpoint as a classifier, and perhaps a backdoor. Everything that a
 * header or a name can show wrong is refused before libtorch is loaded.
 */
public final class Subject implements AutoCloseable {
  /**
   * What the user named.
   *
   * @param config of a bare .safetensors file, or null
   * @param classes file with one class name a line
   * @param templates name of a built-in set, or a file
   * @param trigger short form or file, or null
   * @param target class name, or null
   * @param batch images a step where nothing is trained
   * @param threads compute threads, 0 for all processors
   * @param settings of the task, for the record of the run
   */
  public record Named(
      Path model,
      @Nullable Path config,
      Path classes,
      String templates,
      @Nullable String trigger,
      @Nullable String target,
      int batch,
      int threads,
      Map<String, Object> settings) {
    /** Without settings beside these. */
    public Named(
        Path model,
        @Nullable Path config,
        Path classes,
        String templates,
        @Nullable String trigger,
        @Nullable String target,
        int batch,
        int threads) {
      this(model, config, classes, templates, trigger, target, batch, threads, Map.of());
    }

    /** The same names for another checkpoint of this architecture and layout. */
    Named of(Path other) {
      return new Named(other, config, classes, templates, trigger, target, batch, threads);
    }

    /** The same with the settings of a task, which the run may fill in further. */
    public Named withSettings(Map<String, Object> all) {
      return new Named(model, config, classes, templates, trigger, target, batch, threads, all);
    }
  }

  private final RunRecorder recorder;
  private final ZeroShotModel model;
  private final @Nullable Backdoor backdoor;

  private Subject(RunRecorder recorder, ZeroShotModel model, @Nullable Backdoor backdoor) {
    this.recorder = recorder;
    this.model = model;
    this.backdoor = backdoor;
  }

  /** Opens everything and begins the record of the run. */
  public static Subject open(String command, Named named) {
    RunRecorder recorder = RunRecorder.start(command);
    ClassNames classes = ClassNames.read(named.classes());
    Templates templates = Templates.of(named.templates());
    if ((named.trigger() == null) != (named.target() == null)) {
      throw TbarException.usage("A trigger needs a target label, and a target label a trigger.");
    }
    Checkpoint checkpoint = Checkpoint.open(named.model(), named.config());
    try {
      Backdoor backdoor = backdoor(named, classes, checkpoint.config().vision().imageSize());
      Engine.start(named.threads());
      ZeroShotModel model = ZeroShotModel.open(checkpoint, classes, templates, named.batch());
      Subject subject = new Subject(recorder, model, backdoor);
      subject.record(named);
      return subject;
    } catch (RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  static @Nullable Backdoor backdoor(Named named, ClassNames classes, int imageSize) {
    if (named.trigger() == null || named.target() == null) {
      return null;
    }
    int target = classes.indexOf(named.target());
    return new Backdoor(Triggers.parse(named.trigger(), imageSize), target);
  }

  private void record(Named named) {
    named.settings().forEach(recorder::setting);
    recorder
        .setting("model", named.model())
        .setting("classes", named.classes())
        .setting("templates", named.templates())
        .setting("trigger", named.trigger() == null ? "none" : named.trigger())
        .setting("target", named.target())
        .setting("batch", named.batch())
        .engine(new EngineInfo("libtorch", Engine.version(), Engine.device(), Engine.threads()))
        .input(
            new FileRecord(
                "model", named.model().toString(), model.checkpoint().modelDigest(), null, null))
        .input(file("classes", named.classes()));
    if (backdoor != null) {
      recorder.attack(attack(backdoor.trigger(), model.classes().name(backdoor.target())));
    }
    model.checkpoint().notes().forEach(recorder::warning);
    model.classes().names().stream()
        .flatMap(name -> model.tokenizer().warning(name).stream())
        .forEach(recorder::warning);
  }

  static Attack attack(Trigger trigger, String target) {
    Map<String, Object> flat = new LinkedHashMap<>();
    Triggers.describe(trigger)
        .forEach(
            (key, value) -> {
              if (value instanceof Map<?, ?> nested) {
                nested.forEach((name, inner) -> flat.put(String.valueOf(name), inner));
              } else {
                flat.put(key, value);
              }
            });
    Object hash = flat.get("sha256");
    return new Attack(trigger.name(), flat, hash instanceof String s ? s : null, target);
  }

  static FileRecord file(String role, Path file) {
    try {
      return FileRecord.file(role, file, Sha256.of(file), Files.size(file));
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
  }

  /** Opens a data set with this model's classes and records what it holds. */
  public ImageData data(String spec) {
    ImageData data = DataSets.open(spec, model.classes());
    data.notes().forEach(recorder::warning);
    return data;
  }

  /** Records a set of images by content. */
  void used(String role, ImageData data) {
    recorder.input(FileRecord.data(role, data.name(), DataDigest.of(data), data.size()));
  }

  /** Records a backdoor that came up in the run itself. */
  void attacked(Backdoor found) {
    recorder.attack(attack(found.trigger(), model.classes().name(found.target())));
  }

  Scores scores(Evaluation evaluation) {
    return new Scores(evaluation, model.classes().names());
  }

  /** The checkpoint as the base of another, for model cards. */
  BaseModel base() {
    Path folder = model.checkpoint().folder();
    Path card = folder.resolve("README.md");
    String library =
        switch (model.checkpoint().layout()) {
          case HF -> "transformers";
          case OPENCLIP -> "open_clip";
        };
    try {
      return new BaseModel(
          String.valueOf(model.checkpoint().path().toAbsolutePath().normalize().getFileName()),
          library,
          Files.isRegularFile(card) ? Files.readString(card) : null);
    } catch (IOException e) {
      throw FileErrors.reading(card, e);
    }
  }

  public ZeroShotModel model() {
    return model;
  }

  public @Nullable Backdoor backdoor() {
    return backdoor;
  }

  /** The backdoor where the run cannot do without one. */
  Backdoor requireBackdoor() {
    if (backdoor == null) {
      throw TbarException.usage("This needs a trigger and a target label.");
    }
    return backdoor;
  }

  RunRecorder recorder() {
    return recorder;
  }

  @Override
  public void close() {
    model.close();
  }
}
