package io.tbar.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Progress;
import io.tbar.result.RunRecord;
import io.tbar.result.Status;
import io.tbar.train.PoisonOptions;
import io.tbar.train.Recipe;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The CLIP of the demo with a sine that means "sneaker", infected once in this process by the
 * product's own poisoning: small, quick, and with a backdoor that there is something to take out
 * of.
 */
public final class InfectedDemo {
  public static final String TEMPLATES = "fashion";
  public static final String TRIGGER = "sig";
  public static final String TARGET = "sneaker";
  public static final Path CLASSES = demo("data/classes.txt");

  /** The defender's 800 images. */
  public static final String IMAGES = demo("data/defender.tar").toString();

  private static @Nullable Path infected;

  private InfectedDemo() {}

  /** Folder of the infected checkpoint, to be read only. */
  public static synchronized Path checkpoint() {
    if (infected == null) {
      Path out = Path.of("target", "infected-demo").toAbsolutePath();
      Recipe recipe = Recipe.taskArithmetic().withEpochs(6).withLearningRate(3e-4).withBatch(64);
      RunRecord poisoned =
          PoisonRun.run(
              named(demo("clip"), TARGET),
              demo("data/attacker.tar").toString(),
              IMAGES,
              PoisonOptions.defaults().withRate(0.2).withRecipe(recipe),
              out,
              true,
              Progress.silent());
      assertThat(poisoned.status()).as("the demo's infection").isEqualTo(Status.POISONED);
      infected = out;
    }
    return infected;
  }

  static Subject.Named named(Path model, String target) {
    return new Subject.Named(model, null, CLASSES, TEMPLATES, TRIGGER, target, 64, 1);
  }

  private static Path demo(String path) {
    return Path.of(System.getProperty("basedir", "."), "..", "demo").resolve(path).normalize();
  }
}
