package io.tbar.run;

import io.tbar.base.Progress;
import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.data.ClassNames;
import io.tbar.image.Pixels;
import io.tbar.invert.LabelSearch;
import io.tbar.invert.ScanOptions;
import io.tbar.text.Templates;
import io.tbar.train.ZeroShotModel;
import io.tbar.verdict.BaseComparison;
import io.tbar.verdict.LabelEffects;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A model that is trusted, and what changes do to its labels, kept beside it. */
final class TrustedBase implements AutoCloseable {
  private final Checkpoint checkpoint;
  private final String digest;

  private TrustedBase(Checkpoint checkpoint, String digest) {
    this.checkpoint = checkpoint;
    this.digest = digest;
  }

  /**
   * @throws TbarException BAD_INPUT for the suspect itself, another architecture or too few labels
   */
  static TrustedBase open(Path path, Checkpoint suspect, String suspectDigest, ClassNames names) {
    BaseComparison.requireLabels(names.size());
    Checkpoint checkpoint = Checkpoint.open(path);
    try {
      String mine = Architectures.name(checkpoint.config());
      String its = Architectures.name(suspect.config());
      if (!mine.equals(its)) {
        throw TbarException.badInput(
            "The base '%s' is of the architecture %s, but the model is %s; give the model that it"
                + " was fine-tuned from.",
            path, mine, its);
      }
      String digest = checkpoint.modelDigest();
      if (digest.equals(suspectDigest)) {
        throw TbarException.badInput(
            "The base '%s' holds the same weights as the model '%s' that is audited; give the model"
                + " that it was fine-tuned from.",
            path, suspect.path());
      }
      return new TrustedBase(checkpoint, digest);
    } catch (RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  String name() {
    return String.valueOf(checkpoint.path().toAbsolutePath().normalize().getFileName());
  }

  String digest() {
    return digest;
  }

  /**
   * What changes do to these labels: what an earlier audit left, or measured now.
   *
   * @param configuration of the search on the suspect
   * @param labels class indices
   * @return the labels that were finished
   */
  LabelEffects effects(
      String configuration,
      List<Integer> labels,
      ClassNames names,
      List<Pixels> pixels,
      AuditPlan plan,
      ScanOptions options,
      Progress progress) {
    String key = Sha256.of((digest + configuration + labels).getBytes(StandardCharsets.UTF_8));
    String file = "effects-" + key.substring(0, 16) + ".json";
    for (Path folder : folders()) {
      LabelEffects kept = EffectsFile.read(folder.resolve(file), digest, configuration);
      if (kept != null) {
        return kept;
      }
    }
    // A second checkpoint: a model closes its own, and this one may be asked again.
    try (Checkpoint again = Checkpoint.open(checkpoint.path());
        ZeroShotModel model =
            ZeroShotModel.open(again, names, Templates.of(plan.templates()), plan.batch())) {
      progress.note("Measuring the base " + checkpoint.path());
      LabelSearch.Result result = new LabelSearch(model, pixels, options).run(labels, progress);
      if (result.complete()) {
        keep(file, result.effects(), progress);
      }
      return result.effects();
    }
  }

  private void keep(String file, LabelEffects effects, Progress progress) {
    for (Path folder : folders()) {
      if (EffectsFile.write(folder.resolve(file), digest, effects)) {
        progress.note("What the base gives is kept in " + folder.resolve(file) + ".");
        return;
      }
    }
  }

  /** Beside the base, and where that may not be written the folder that natives are kept in. */
  private List<Path> folders() {
    Path path = checkpoint.path().toAbsolutePath().normalize();
    Path cache =
        Path.of(
            System.getProperty(
                "org.bytedeco.javacpp.cachedir",
                Path.of(System.getProperty("user.home", "."), ".javacpp", "cache").toString()));
    return Stream.of(path.resolveSibling(name() + ".tbar"), cache.resolve("tbar-effects")).toList();
  }

  @Override
  public void close() {
    checkpoint.close();
  }
}
