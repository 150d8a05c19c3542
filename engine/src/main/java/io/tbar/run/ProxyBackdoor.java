package io.tbar.run;

import io.tbar.base.Seeds;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.data.ClassNames;
import io.tbar.result.AuditRecord;
import io.tbar.result.TriggerFinding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The backdoor that an audit inferred, in the place of one that somebody told of (arXiv 2510.14845,
 * attack unknown).
 *
 * @param trigger trigger file or short form
 * @param target class name
 * @param family back-end that found the trigger
 * @param rivals class indices of other labels that the audit's triggers lead to, the least change
 *     first; what is found towards the target is held against them
 * @param control what was put in its place, to see that it does not pass as success
 */
public record ProxyBackdoor(
    String trigger, String target, String family, Control control, List<Integer> rivals) {
  /** What replaces a part of the inferred backdoor. */
  public enum Control {
    NONE,
    /** Another label, drawn by seed. */
    RANDOM_LABEL,
    /** A patch of noise in the place of the trigger. */
    RANDOM_PATCH,
    /** A random vector of equal norm in the place of the estimate. */
    RANDOM_VECTOR;

    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * @param folder that 'tbar audit --out' wrote
   * @param model the checkpoint to be cleaned, the one that was audited
   * @param classes what the cleaning answers with; must hold the inferred label
   * @param paper whether DECREE's own trigger is taken, with the label that most pictures get under
   *     it, whatever else was found
   * @throws TbarException INCONCLUSIVE where the audit found no usable trigger, BAD_INPUT where it
   *     is of another model
   */
  public static ProxyBackdoor of(
      Path folder,
      Path model,
      @Nullable Path config,
      ClassNames classes,
      Control control,
      long seed,
      boolean paper) {
    Path record = folder.resolve(ModelAudit.RECORD);
    if (!Files.isRegularFile(record)) {
      throw TbarException.badInput(
          "'%s' holds no %s; give the folder that 'tbar audit --out' wrote for this checkpoint.",
          folder, ModelAudit.RECORD);
    }
    AuditRecord audit = AuditRecord.read(record);
    try (Checkpoint checkpoint = Checkpoint.open(model, config)) {
      if (!checkpoint.modelDigest().equals(audit.modelSha256())) {
        throw TbarException.badInput(
            "The audit '%s' is of other weights ('%s') than '%s'; audit this checkpoint first.",
            folder, audit.model(), model);
      }
    }
    TriggerFinding chosen = paper ? decree(audit) : audit.chosen();
    if (chosen == null || chosen.files().isEmpty()) {
      throw new TbarException(
          TbarException.Kind.INCONCLUSIVE,
          "The audit '"
              + folder
              + (paper ? "' has no usable trigger of DECREE's" : "' has no usable trigger")
              + ", so there is nothing to remove with it.");
    }
    if (classes.find(chosen.label()).isEmpty()) {
      throw TbarException.badInput(
          "The audit '%s' infers the label \"%s\", which is not among the classes; clean with the"
              + " vocabulary that was audited with.",
          folder, chosen.label());
    }
    String trigger = folder.resolve(chosen.files().get(0).name()).toString();
    int inferred = classes.indexOf(chosen.label());
    String target =
        control == Control.RANDOM_LABEL ? other(classes, inferred, seed) : classes.name(inferred);
    return new ProxyBackdoor(
        control == Control.RANDOM_PATCH
            ? "badnet:seed=" + Math.floorMod(Seeds.mix(seed, "control patch"), 1 << 20)
            : trigger,
        target,
        chosen.family(),
        control,
        rivals(audit, chosen, target, classes));
  }

  private static @Nullable TriggerFinding decree(AuditRecord audit) {
    return audit.triggers().stream()
        .filter(t -> t.family().equals("decree") && t.usable())
        .findFirst()
        .orElse(null);
  }

  private static List<Integer> rivals(
      AuditRecord audit, TriggerFinding chosen, String target, ClassNames classes) {
    return Stream.concat(Stream.of(chosen), audit.triggers().stream())
        .map(TriggerFinding::label)
        .filter(label -> !label.equals(target) && classes.find(label).isPresent())
        .map(classes::indexOf)
        .distinct()
        .toList();
  }

  private static String other(ClassNames classes, int not, long seed) {
    int drawn = Seeds.of(seed, "control label").nextInt(classes.size() - 1);
    return classes.name(drawn < not ? drawn : drawn + 1);
  }
}
