package io.tbar.train;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.clip.Clip;
import io.tbar.clip.ZeroShotHead;
import io.tbar.data.ClassNames;
import io.tbar.image.Preprocess;
import io.tbar.text.Templates;
import io.tbar.text.Tokenizer;
import io.tbar.text.Tokenizers;
import java.nio.file.Path;

/**
 * A checkpoint as a classifier: its towers, the zero-shot head built from its own text tower, and
 * its preprocessing. Weights may change in place; the checkpoint on the disk never does.
 */
public final class ZeroShotModel implements AutoCloseable {
  private final Checkpoint checkpoint;
  private final Tokenizer tokenizer;
  private final ClassNames classes;
  private final Templates templates;
  private final Clip clip;
  private final ZeroShotHead head;
  private final Predictor predictor;

  private ZeroShotModel(
      Checkpoint checkpoint,
      Tokenizer tokenizer,
      ClassNames classes,
      Templates templates,
      int batch) {
    this.checkpoint = checkpoint;
    this.tokenizer = tokenizer;
    this.classes = classes;
    this.templates = templates;
    this.clip = Clip.load(checkpoint);
    this.head = ZeroShotHead.build(clip, tokenizer, classes, templates.prompts());
    this.predictor = new Predictor(new Classifier(clip, head), batch);
  }

  /**
   * Reads all weights and builds the head.
   *
   * @param checkpoint closed together with the model
   * @param templates prompts around the class names
   * @param batch images that go through the tower at a time where nothing is trained
   */
  public static ZeroShotModel open(
      Checkpoint checkpoint, ClassNames classes, Templates templates, int batch) {
    Tokenizer tokenizer =
        Tokenizers.forCheckpoint(
            checkpoint.folder(), checkpoint.layout(), checkpoint.config().text());
    return open(checkpoint, tokenizer, classes, templates, batch);
  }

  /** As {@link #open(Checkpoint, ClassNames, Templates, int)}, with a tokenizer of the caller's. */
  public static ZeroShotModel open(
      Checkpoint checkpoint,
      Tokenizer tokenizer,
      ClassNames classes,
      Templates templates,
      int batch) {
    if (batch < 1) {
      throw TbarException.usage("The batch is %d images; give at least 1.", batch);
    }
    return new ZeroShotModel(checkpoint, tokenizer, classes, templates, batch);
  }

  /** Another checkpoint with the same classes, templates and tokenizer. */
  public ZeroShotModel openLike(Path other) {
    return new ZeroShotModel(
        Checkpoint.open(other, checkpoint.isFolder() ? null : checkpoint.configFile()),
        tokenizer,
        classes,
        templates,
        predictor.batch());
  }

  public Checkpoint checkpoint() {
    return checkpoint;
  }

  public Tokenizer tokenizer() {
    return tokenizer;
  }

  public Clip clip() {
    return clip;
  }

  public ClassNames classes() {
    return classes;
  }

  public Templates templates() {
    return templates;
  }

  public Classifier classifier() {
    return predictor.classifier();
  }

  public Predictor predictor() {
    return predictor;
  }

  /** Puts pictures on the model's grid. */
  public Preprocess preprocess() {
    return new Preprocess(clip.config().preprocess(), imageSize());
  }

  /** Side of the model's pictures in pixels. */
  public int imageSize() {
    return clip.config().vision().imageSize();
  }

  @Override
  public void close() {
    head.close();
    clip.close();
    checkpoint.close();
  }
}
