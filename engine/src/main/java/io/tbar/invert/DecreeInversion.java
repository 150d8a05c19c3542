package io.tbar.invert;

import io.tbar.base.Progress;
import io.tbar.image.Pixels;
import io.tbar.train.ZeroShotModel;
import java.util.List;
import java.util.Optional;

/**
 * DECREE alone (Feng et al. 2023, arXiv 2303.15180): the part of a {@link Scan} that looks for one
 * mask and pattern under which all embeddings are alike, without the families that are searched
 * label by label. The same model, images, options and threads give the trigger that a scan lists
 * under the family "decree".
 */
public final class DecreeInversion {
  private DecreeInversion() {}

  /**
   * Inverts a trigger and infers its label: the one whose share of the held-out answers rises most.
   *
   * @param model its weights stay as they are; its classes are what the label is inferred from
   * @param images clean pictures of the model's size in a fixed order, labels not needed; half of
   *     them are held out
   * @return nothing where no mask made the embeddings alike, or the options' time was up before
   * @throws io.tbar.base.TbarException BAD_INPUT for fewer than {@link Scan#LEAST_IMAGES} or all
   *     the same images, or a resume folder of another scan; CANCELLED where the listener says so
   */
  public static Optional<InvertedTrigger> run(
      ZeroShotModel model, List<Pixels> images, ScanOptions options, Progress progress) {
    return run(Session.Subject.of(model), images, options, progress);
  }

  static Optional<InvertedTrigger> run(
      Session.Subject subject, List<Pixels> images, ScanOptions options, Progress progress) {
    try (Session session = Scan.open(subject, images, options, progress)) {
      return session.decree();
    }
  }
}
