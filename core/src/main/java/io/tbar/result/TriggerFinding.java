package io.tbar.result;

import io.tbar.measure.Rate;
import java.util.List;

/**
 * A trigger that inversion found.
 *
 * @param family the back-end that found it
 * @param chosen whether it is the one that the audit answers with
 * @param usable whether its effect is large enough to call it a trigger
 * @param size in the unit of the family
 * @param sizeMeaning what the size is
 * @param change root mean square change of a pixel on held-out images, in [0, 1]
 * @param label class that most triggered held-out images are taken for
 * @param effect share of the held-out images taken for it with the trigger, of those that are not
 *     without it
 * @param cosine mean pairwise cosine of the triggered held-out embeddings
 * @param files of the trigger beside the record, such as a trigger file; may be empty
 */
public record TriggerFinding(
    String family,
    boolean chosen,
    boolean usable,
    double size,
    String sizeMeaning,
    double change,
    String label,
    Rate effect,
    double cosine,
    List<FileRecord> files) {
  public TriggerFinding {
    Settings.finite("size", size);
    Settings.finite("change", change);
    Settings.finite("cosine", cosine);
    files = List.copyOf(files);
  }

  /** The same with the files that it was written to. */
  public TriggerFinding with(List<FileRecord> written) {
    return new TriggerFinding(
        family, chosen, usable, size, sizeMeaning, change, label, effect, cosine, written);
  }
}
