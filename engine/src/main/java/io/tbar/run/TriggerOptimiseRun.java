package io.tbar.run;

import io.tbar.attack.BadClipPatch;
import io.tbar.attack.BadMergingPatch;
import io.tbar.attack.OptimisedPatch;
import io.tbar.attack.PatchOptions;
import io.tbar.base.AtomicOutput;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.data.Loaded;
import io.tbar.data.PixelLoader;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import io.tbar.measure.Evaluation;
import io.tbar.report.ReportHtml;
import io.tbar.report.SampleView;
import io.tbar.result.RunRecord;
import io.tbar.result.RunRecorder;
import io.tbar.result.Status;
import io.tbar.text.Templates;
import io.tbar.train.Backdoor;
import io.tbar.train.Evaluator;
import io.tbar.train.ZeroShotModel;
import io.tbar.trigger.TriggerPicture;
import io.tbar.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Optimises a trigger against a model and leaves a folder: the trigger file, its picture, the loss
 * curve, and what it does to the model as it is.
 */
public final class TriggerOptimiseRun {
  public static final String TRIGGER = "trigger.json";
  private static final int SHOWN = 4;

  private TriggerOptimiseRun() {}

  /** The attacks. */
  public enum Attack {
    /** A patch for image–text poisoning. */
    BADCLIP,
    /** A universal trigger for models that are to be merged. */
    BADMERGING
  }

  /**
   * What to do.
   *
   * @param target name of a class
   * @param captions prompts around the target, for BadCLIP
   * @param images of other classes to optimise on, at most
   * @param heldOut of other classes to measure on, at most
   */
  public record Options(
      Attack attack,
      String target,
      String captions,
      PatchOptions patch,
      int images,
      int heldOut,
      LoadOptions loading) {}

  /**
   * @param named without trigger and target
   * @param data labelled images
   * @param out folder, which must not exist unless {@code force}
   */
  public static RunRecord run(
      Subject.Named named,
      String data,
      Options options,
      Path out,
      boolean force,
      Progress progress) {
    if (!force) {
      AtomicOutput.refuseExisting(out);
    }
    Templates captions = Templates.of(options.captions());
    try (Subject subject = Subject.open("trigger optimise", named)) {
      ZeroShotModel model = subject.model();
      int target = model.classes().indexOf(options.target());
      ImageData all = subject.data(data);
      if (!all.labelled()) {
        throw TbarException.badInput(
            "%s has images without a label; the trigger needs to know which ones show the target.",
            all.name());
      }
      ImageData others = of(all, target, false);
      ImageData targets = of(all, target, true);
      int held = Math.min(options.heldOut(), others.size() / 2);
      int used = Math.min(options.images(), others.size() - held);
      List<ImageData> parts = Split.parts(others, options.patch().seed(), used, held);
      record(subject, options, parts, targets);
      List<Pixels> pictures = load(subject, parts.get(0), options, progress);
      OptimisedPatch patch =
          switch (options.attack()) {
            case BADCLIP ->
                BadClipPatch.optimise(
                    model,
                    pictures,
                    load(
                        subject,
                        Split.sample(targets, 500, options.patch().seed()),
                        options,
                        progress),
                    captions.prompts().stream()
                        .map(t -> t.replace("{}", options.target()))
                        .toList(),
                    options.patch(),
                    progress);
            case BADMERGING ->
                BadMergingPatch.optimise(model, pictures, target, options.patch(), progress);
          };
      Backdoor backdoor = new Backdoor(patch.trigger(), target);
      Evaluation evaluation = measure(model, parts.get(1), backdoor, options, progress);
      List<SampleView> samples =
          new Gallery(model, backdoor, parts.get(1), options.patch().seed(), options.loading())
              .views(null);
      subject.attacked(backdoor);
      RunRecord[] result = new RunRecord[1];
      AtomicOutput.folder(
          out,
          force,
          folder ->
              result[0] =
                  write(
                      subject,
                      patch,
                      evaluation,
                      pictures.subList(0, Math.min(SHOWN, used)),
                      samples,
                      folder));
      return result[0];
    }
  }

  private static ImageData of(ImageData all, int target, boolean wanted) {
    return new ImageData(
        all.name(),
        all.samples().stream().filter(s -> (s.label() == target) == wanted).toList(),
        all.classes());
  }

  private static List<Pixels> load(
      Subject subject, ImageData data, Options options, Progress progress) {
    if (data.size() == 0) {
      return List.of();
    }
    try (PixelLoader loader =
        new PixelLoader(data, subject.model().preprocess(), options.loading())) {
      List<Loaded> loaded = loader.all("loading the images", progress);
      subject.recorder().skipped(loader.skipped(), loader.skippedNames());
      return loaded.stream().map(Loaded::pixels).toList();
    }
  }

  private static Evaluation measure(
      ZeroShotModel model,
      ImageData heldOut,
      Backdoor backdoor,
      Options options,
      Progress progress) {
    try (PixelLoader loader = new PixelLoader(heldOut, model.preprocess(), options.loading())) {
      return new Evaluator(model.predictor(), loader)
          .measure("measuring the patch on the model as it is", backdoor, progress)
          .evaluation();
    }
  }

  private static void record(
      Subject subject, Options options, List<ImageData> parts, ImageData targets) {
    subject.used("images to optimise on", parts.get(0));
    subject.used("images to measure on", parts.get(1));
    subject.used("images of the target", targets);
    PatchOptions patch = options.patch();
    subject
        .recorder()
        .setting("attack", options.attack())
        .setting("target of the patch", options.target())
        .setting("captions", options.captions())
        .setting("side of the patch at 224", patch.side())
        .setting("place", patch.place())
        .setting("steps", patch.steps())
        .setting("batch of a step", patch.batch())
        .setting("learningRate", patch.learningRate())
        .seed("start, batches, captions", patch.seed());
  }

  private static RunRecord write(
      Subject subject,
      OptimisedPatch patch,
      Evaluation evaluation,
      List<Pixels> shown,
      List<SampleView> samples,
      Path folder)
      throws IOException {
    Path file = folder.resolve(TRIGGER);
    Triggers.save(patch.trigger(), file, false);
    TriggerPicture.of(patch.trigger(), shown).write(folder.resolve("trigger.png"), false);
    Files.writeString(folder.resolve("loss.csv"), csv(patch.curves()));
    RunRecorder recorder = subject.recorder();
    patch
        .curves()
        .forEach((name, values) -> recorder.curve(Curves.loss("optimising: " + name, values)));
    RunRecord run =
        recorder
            .output(Subject.file("trigger", file))
            .measures(RunRecord.MODEL, subject.scores(evaluation))
            .finish(Status.MEASURED);
    Files.writeString(folder.resolve(ResultFolder.RESULT), run.toJson());
    Files.writeString(folder.resolve(ResultFolder.REPORT), ReportHtml.of(run, samples));
    return run;
  }

  private static String csv(Map<String, List<Double>> curves) {
    StringBuilder csv = new StringBuilder("step");
    curves.keySet().forEach(name -> csv.append(',').append(name));
    csv.append('\n');
    int steps = curves.values().iterator().next().size();
    for (int step = 0; step < steps; step++) {
      csv.append(step + 1);
      for (List<Double> values : curves.values()) {
        csv.append(String.format(Locale.ROOT, ",%.6g", values.get(step)));
      }
      csv.append('\n');
    }
    return csv.toString();
  }
}
