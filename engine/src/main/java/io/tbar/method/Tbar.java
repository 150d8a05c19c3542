package io.tbar.method;

import io.tbar.base.AtomicOutput;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.data.ClassNames;
import io.tbar.data.DataSets;
import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.data.PixelLoader;
import io.tbar.measure.Evaluation;
import io.tbar.text.Templates;
import io.tbar.torch.Engine;
import io.tbar.train.Backdoor;
import io.tbar.train.Evaluator;
import io.tbar.train.ZeroShotModel;
import io.tbar.trigger.Triggers;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * TBAR in a few lines of Java: open a checkpoint, measure it, clean it, save it.
 *
 * <pre>{@code
 * try (Tbar tbar = Tbar.open(Path.of("suspect"), Path.of("classes.txt"), "openai-imagenet-80")) {
 *   Backdoor backdoor = tbar.backdoor("sig", "airplane");
 *   Evaluation before = tbar.measure("test.tar", backdoor);
 *   Cleaning cleaning = tbar.clean("images.tar", backdoor, Path.of("cleaned"));
 * }
 * }</pre>
 *
 * <p>For one thread at a time. What is told about long work, and how it is stopped: {@link
 * #listener}.
 */
public final class Tbar implements AutoCloseable {
  /** Images that go through the tower at a time. */
  private static final int BATCH = 64;

  private final ZeroShotModel model;
  private Progress progress = Progress.silent();

  private Tbar(ZeroShotModel model) {
    this.model = model;
  }

  /**
   * Opens a checkpoint; libtorch uses all processors.
   *
   * @param model folder of a Hugging Face or OpenCLIP checkpoint
   * @param classes file with one class name a line
   * @param templates a built-in set ("openai-imagenet-80", "cifar-18", …) or a file
   * @throws TbarException where a file is wrong; the message is one sentence for the user
   */
  public static Tbar open(Path model, Path classes, String templates) {
    return open(model, classes, templates, 0);
  }

  /**
   * As above.
   *
   * @param threads compute threads, 0 for all processors; with the seeds they decide the bytes
   */
  public static Tbar open(Path model, Path classes, String templates, int threads) {
    Engine.start(threads);
    ClassNames names = ClassNames.read(classes);
    Templates prompts = Templates.of(templates);
    return new Tbar(ZeroShotModel.open(Checkpoint.open(model), names, prompts, BATCH));
  }

  /** Tells a listener about long work and lets it stop it. */
  public Tbar listener(Progress listener) {
    progress = listener;
    return this;
  }

  /** The opened model, for what this class does not offer. */
  public ZeroShotModel model() {
    return model;
  }

  /**
   * A trigger and its target.
   *
   * @param trigger short form ("badnet", "blended:ratio=0.1"), PNG or trigger file
   * @param target name of a class
   */
  public Backdoor backdoor(String trigger, String target) {
    return new Backdoor(
        Triggers.parse(trigger, model.imageSize()), model.classes().indexOf(target));
  }

  /** Opens image data: a folder, tar shards, CSV or TSV. */
  public ImageData images(String data) {
    return DataSets.open(data, model.classes());
  }

  /** Clean accuracy and, where a backdoor is given, everything about it. */
  public Evaluation measure(String data, @Nullable Backdoor backdoor) {
    try (PixelLoader loader =
        new PixelLoader(images(data), model.preprocess(), LoadOptions.defaults())) {
      return new Evaluator(model.predictor(), loader)
          .measure("measuring", backdoor, progress)
          .evaluation();
    }
  }

  /** Cleans with the defaults for this model. */
  public Cleaning clean(String images, Backdoor backdoor, Path out) {
    return clean(images, backdoor, CleaningOptions.forModel(model.clip().config()), out);
  }

  /**
   * Cleans into a new folder: the checkpoint in {@code model}, the trigger vector in {@code
   * vector.safetensors}. Nothing is written where no coefficient is feasible.
   *
   * @param images any images, labelled or not: forget set, validation and test images are drawn
   */
  public Cleaning clean(String images, Backdoor backdoor, CleaningOptions options, Path out) {
    CleaningData data = CleaningData.draw(images(images), null, null, options);
    AtomicReference<@Nullable Cleaning> result = new AtomicReference<>();
    try {
      AtomicOutput.folder(
          out,
          folder -> {
            Cleaning cleaning =
                new Cleaner(model, backdoor, options)
                    .clean(
                        data,
                        folder.resolve("model"),
                        folder.resolve("vector.safetensors"),
                        progress);
            result.set(cleaning);
            if (!cleaning.cleaned()) {
              throw new TbarException(TbarException.Kind.INCONCLUSIVE, cleaning.search().reason());
            }
          });
    } catch (TbarException e) {
      if (e.kind() != TbarException.Kind.INCONCLUSIVE || result.get() == null) {
        throw e;
      }
    }
    Cleaning cleaning = result.get();
    if (cleaning == null) {
      throw new IllegalStateException("the folder was written without a result");
    }
    return cleaning;
  }

  @Override
  public void close() {
    model.close();
  }
}
