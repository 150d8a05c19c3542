package io.tbar.invert;

import io.tbar.base.Progress;
import io.tbar.data.ClassNames;
import io.tbar.image.Pixels;
import io.tbar.train.ZeroShotModel;
import java.util.List;

/**
 * Looks for a backdoor in a model with nothing but clean images. Takes its vocabulary from the
 * model's classes. The same model, images, options and threads give the same findings.
 */
public final class Scan {
  /** Fewest images that a scan can be made with. */
  public static final int LEAST_IMAGES = 64;

  private Scan() {}

  /**
   * Runs the scan.
   *
   * @param model its weights stay as they are; its classes are the vocabulary
   * @param images clean pictures of the model's size in a fixed order, labels not needed; half of
   *     them are held out
   * @throws io.tbar.base.TbarException BAD_INPUT for too few or all the same images, or a resume
   *     folder of another scan; CANCELLED where the listener says so, with the state saved
   */
  public static Findings run(
      ZeroShotModel model, List<Pixels> images, ScanOptions options, Progress progress) {
    return run(Session.Subject.of(model), images, options, progress);
  }

  static Findings run(
      Session.Subject subject, List<Pixels> images, ScanOptions options, Progress progress) {
    try (Session session = open(subject, images, options, progress)) {
      return session.run();
    }
  }

  static Session open(
      Session.Subject subject, List<Pixels> images, ScanOptions options, Progress progress) {
    Pictures.check(images, LEAST_IMAGES);
    new ClassNames(subject.names()).requireDistinct("The vocabulary");
    return new Session(subject, images, options, progress);
  }
}
