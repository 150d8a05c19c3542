package io.tbar.run;

import io.tbar.base.FileErrors;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.contrast.PairInfection;
import io.tbar.contrast.PairOptions;
import io.tbar.contrast.PairPoisoner;
import io.tbar.contrast.TrainingState;
import io.tbar.data.ImageData;
import io.tbar.report.ModelCard;
import io.tbar.report.SampleView;
import io.tbar.result.FileRecord;
import io.tbar.result.RunRecord;
import io.tbar.result.RunRecorder;
import io.tbar.result.Status;
import io.tbar.train.Backdoor;
import io.tbar.train.BackdoorShare;
import io.tbar.train.Infection;
import io.tbar.train.Interpolation;
import io.tbar.train.PoisonOptions;
import io.tbar.train.Poisoner;
import io.tbar.train.Selection;
import io.tbar.train.ZeroShotModel;
import io.tbar.trigger.Trigger;
import io.tbar.trigger.Triggers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an infected checkpoint and leaves it in a folder with its manifest, record and report. */
public final class PoisonRun {
  private PoisonRun() {}

  /**
   * One of several triggers that a run puts in.
   *
   * @param trigger short form or file
   * @param target class name
   * @param share of the poisoned samples, in (0, 1]; all of them add up to 1
   */
  public record Implant(String trigger, String target, double share) {}

  /**
   * @param data labelled training images
   * @param test labelled images to measure on, or null to hold some of {@code data} out
   * @param out folder, which must not exist unless {@code force}
   */
  public static RunRecord run(
      Subject.Named named,
      String data,
      @Nullable String test,
      PoisonOptions options,
      Path out,
      boolean force,
      Progress progress) {
    return run(named, data, test, options, null, out, force, progress);
  }

  /**
   * As above.
   *
   * @param data training images, with captions or labels where {@code pairs} is given
   * @param pairs to poison both towers by image–caption pairs, or null to poison the image tower
   *     under the zero-shot head
   */
  public static RunRecord run(
      Subject.Named named,
      String data,
      @Nullable String test,
      PoisonOptions options,
      @Nullable PairOptions pairs,
      Path out,
      boolean force,
      Progress progress) {
    return run(named, List.of(), data, test, options, pairs, out, force, progress);
  }

  /**
   * As above, with several triggers.
   *
   * @param implants the first of which is the trigger and target of {@code named}; empty for those
   *     alone
   * @throws TbarException USAGE where triggers do not go together, or several are to poison pairs
   */
  public static RunRecord run(
      Subject.Named named,
      List<Implant> implants,
      String data,
      @Nullable String test,
      PoisonOptions options,
      @Nullable PairOptions pairs,
      Path out,
      boolean force,
      Progress progress) {
    if (pairs != null && (implants.size() > 1 || !options.selection().equals(Selection.PLAIN))) {
      throw TbarException.usage(
          "Several triggers, cover samples, clean labels and a count of poisoned samples train the"
              + " image tower under the head; image-caption pairs know none of them.");
    }
    try (Subject subject = Subject.open("poison", named)) {
      Backdoor backdoor = subject.requireBackdoor();
      List<BackdoorShare> backdoors = backdoors(subject, implants);
      PairPoisoner.Data sets =
          pairs == null ? null : PairSets.open(subject, data, test, options, pairs);
      ImageData train = sets == null ? subject.data(data) : sets.train();
      ImageData held = test == null || sets != null ? null : subject.data(test);
      RunRecord[] result = new RunRecord[1];
      ResultFolder.write(
          out,
          force,
          folder -> {
            ZeroShotModel model = subject.model();
            Path checkpoint = ResultFolder.checkpoint(folder, model.checkpoint());
            PairInfection both =
                pairs == null || sets == null
                    ? null
                    : PairPoisoner.poison(
                        model,
                        sets,
                        backdoor,
                        options,
                        pairs,
                        checkpoint,
                        ResultFolder.training(out),
                        progress);
            Infection infection =
                both == null
                    ? Poisoner.poison(model, train, held, backdoors, options, checkpoint, progress)
                    : both.infection();
            Gallery gallery =
                new Gallery(
                    model, backdoor, infection.test(), options.recipe().seed(), options.loading());
            List<SampleView> samples = gallery.views(null);
            ResultFolder.flatten(folder);
            Files.writeString(
                folder.resolve(ResultFolder.MANIFEST),
                both == null
                    ? infection
                        .manifest()
                        .toCsv(model.classes(), backdoors, options.recipe().seed())
                    : both.manifest().toCsv(model.classes(), backdoor, options.recipe().seed()));
            if (pairs != null && both != null) {
              pairs.asMap().forEach(subject.recorder()::setting);
              both.notes().forEach(subject.recorder()::warning);
            }
            RunRecord run = record(subject, train, infection, options, folder);
            ResultFolder.describe(
                folder, run, ModelCard.infected(run, subject.base()), samples, null);
            result[0] = run;
          });
      TrainingState.discard(ResultFolder.training(out));
      return result[0];
    }
  }

  private static List<BackdoorShare> backdoors(Subject subject, List<Implant> implants) {
    if (implants.size() < 2) {
      return BackdoorShare.all(subject.requireBackdoor());
    }
    ZeroShotModel model = subject.model();
    int size = model.checkpoint().config().vision().imageSize();
    List<BackdoorShare> backdoors = new ArrayList<>();
    Set<Map<String, Object>> seen = new HashSet<>();
    for (Implant implant : implants) {
      int target = model.classes().indexOf(implant.target());
      Trigger trigger = Triggers.parse(implant.trigger(), size);
      Map<String, Object> what = new LinkedHashMap<>(Triggers.describe(trigger));
      what.remove("name");
      if (!seen.add(what)) {
        throw TbarException.usage(
            "The trigger '%s' is given twice; several triggers must differ, by their seed at least.",
            implant.trigger());
      }
      Backdoor backdoor = new Backdoor(trigger, target);
      backdoors.add(new BackdoorShare(backdoor, implant.share()));
    }
    BackdoorShare.check(backdoors);
    subject
        .recorder()
        .setting("trigger", implants.stream().map(Implant::trigger).toList())
        .setting("target", implants.stream().map(Implant::target).toList())
        .setting("share", implants.stream().map(Implant::share).toList());
    return backdoors;
  }

  private static RunRecord record(
      Subject subject, ImageData train, Infection infection, PoisonOptions options, Path folder) {
    RunRecorder recorder = subject.recorder();
    subject.used("training images", train);
    subject.used("test images", infection.test());
    options.recipe().asMap().forEach(recorder::setting);
    Interpolation how = options.interpolation();
    if (how != null) {
      recorder
          .setting("attack", "badmerging")
          .setting("interpolation", how.low() + " to " + how.high())
          .setting("attackWeight", how.weight());
    }
    recorder
        .setting("rate", options.rate())
        .setting("linearised", options.linear())
        .seed("all streams", options.recipe().seed())
        .poisoning(PoisoningRecord.of(subject, infection, options))
        .measures(RunRecord.BEFORE, subject.scores(infection.before().evaluation()))
        .measures(RunRecord.AFTER, subject.scores(infection.after().evaluation()))
        .curve(Curves.loss("poisoning", infection.training().losses()))
        .dataWaitShare(infection.training().waitShare())
        .skipped(infection.skipped().size(), infection.skipped())
        .output(Subject.file("manifest", folder.resolve(ResultFolder.MANIFEST)));
    infection.written().files().forEach((name, sha) -> recorder.output(weights(folder, name, sha)));
    if (options.linear()) {
      recorder.warning(
          "The measures are those of the model linearised around the one that it was made from;"
              + " run as an ordinary checkpoint, it answers otherwise.");
    }
    boolean poisoned = !infection.manifest().samples().isEmpty();
    if (poisoned && !infection.taken()) {
      recorder.note(PoisoningRecord.notTaken(infection, options.takenAbove()));
    }
    return recorder.finish(
        !poisoned
            ? Status.TRAINED
            : infection.taken() ? Status.POISONED : Status.ATTACK_DID_NOT_TAKE);
  }

  static FileRecord weights(Path folder, String name, String sha) {
    try {
      return FileRecord.file("weights", Path.of(name), sha, Files.size(folder.resolve(name)));
    } catch (java.io.IOException e) {
      throw FileErrors.reading(folder.resolve(name), e);
    }
  }
}
