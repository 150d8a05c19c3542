package io.tbar.train;

import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.checkpoint.Activation;
import io.tbar.clip.Clip;
import io.tbar.clip.Golden;
import io.tbar.clip.ZeroShotHead;
import io.tbar.image.Pixels;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.trigger.Trigger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Four classes of noisy 32-pixel pictures that the golden model can learn in a second, and a white
 * corner as trigger.
 */
public final class TinyWorld implements AutoCloseable {
  public static final int CLASSES = 4;
  public static final int TARGET = 1;
  private static final int SIDE = 32;

  public final Clip clip = Golden.model(Activation.GELU);
  public final ZeroShotHead head;
  public final Predictor predictor;

  public static final Trigger TRIGGER =
      new Trigger() {
        @Override
        public String name() {
          return "corner";
        }

        @Override
        public Pixels apply(Pixels clean, long sample) {
          byte[] out = clean.chw().clone();
          for (int i = 0; i < out.length; i++) {
            int y = i / SIDE % SIDE;
            int x = i % SIDE;
            if (x < 7 && y < 7) {
              out[i] = (byte) ((x + y) % 2 == 0 ? 255 : 0);
            }
          }
          return new Pixels(SIDE, out);
        }
      };

  public TinyWorld() {
    int d = clip.config().embedDim();
    SplittableRandom random = Seeds.of(3, "tiny-head");
    float[] rows = new float[CLASSES * d];
    for (int c = 0; c < CLASSES; c++) {
      double norm = 0;
      for (int i = 0; i < d; i++) {
        rows[c * d + i] = (float) Seeds.gaussian(random);
        norm += rows[c * d + i] * rows[c * d + i];
      }
      for (int i = 0; i < d; i++) {
        rows[c * d + i] *= (float) (20 / Math.sqrt(norm));
      }
    }
    try (Scope s = new Scope()) {
      head = ZeroShotHead.of(Tensors.of(rows, CLASSES, d));
    }
    predictor = new Predictor(new Classifier(clip, head), 64);
  }

  /** Pictures in turn of each class. */
  public static List<Pixels> pictures(int count, long seed) {
    List<Pixels> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pictures.add(picture(i % CLASSES, Seeds.of(seed, "tiny-picture", i)));
    }
    return pictures;
  }

  public static int[] labels(int count) {
    return java.util.stream.IntStream.range(0, count).map(i -> i % CLASSES).toArray();
  }

  public static List<Pixels> triggered(List<Pixels> pictures) {
    return pictures.stream().map(p -> TRIGGER.apply(p, 0)).toList();
  }

  /** Every picture, a third of those of other classes triggered and relabelled. */
  public static Examples infected(List<Pixels> pictures) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      boolean poison = i % CLASSES != TARGET && i / CLASSES % 3 == 0;
      examples.add(
          poison
              ? new Example(TRIGGER.apply(pictures.get(i), i), TARGET)
              : new Example(pictures.get(i), i % CLASSES));
    }
    return shuffled(examples);
  }

  static Examples shuffled(List<Example> examples) {
    return new Examples() {
      @Override
      public int size() {
        return examples.size();
      }

      @Override
      public Iterator<Example> epoch(int epoch) {
        List<Example> order = new ArrayList<>(examples);
        SplittableRandom random = Seeds.of(1, "tiny-order", epoch);
        for (int i = order.size() - 1; i > 0; i--) {
          java.util.Collections.swap(order, i, random.nextInt(i + 1));
        }
        return order.iterator();
      }
    };
  }

  public static Recipe recipe() {
    return Recipe.taskArithmetic().withLearningRate(2e-3).withEpochs(8).withBatch(20);
  }

  /** Teaches classes and backdoor. */
  public TrainingReport infect() {
    return HeadTrainer.train(
        "poisoning",
        predictor.classifier(),
        TrainedTensors.imageTower(),
        infected(pictures(120, 1)),
        recipe(),
        Progress.silent());
  }

  public double accuracy(List<Pixels> pictures) {
    int[] answers = predictor.top1(pictures);
    int hits = 0;
    for (int i = 0; i < answers.length; i++) {
      hits += answers[i] == i % CLASSES ? 1 : 0;
    }
    return (double) hits / answers.length;
  }

  public double attackSuccess(List<Pixels> pictures) {
    int[] answers = predictor.top1(triggered(pictures));
    int hits = 0;
    int of = 0;
    for (int i = 0; i < answers.length; i++) {
      if (i % CLASSES != TARGET) {
        of++;
        hits += answers[i] == TARGET ? 1 : 0;
      }
    }
    return (double) hits / of;
  }

  private static Pixels picture(int label, SplittableRandom random) {
    byte[] chw = new byte[3 * SIDE * SIDE];
    int phase = random.nextInt(8);
    int level = 60 + random.nextInt(60);
    for (int i = 0; i < chw.length; i++) {
      int c = i / (SIDE * SIDE);
      int y = i / SIDE % SIDE;
      int x = i % SIDE;
      int along =
          switch (label) {
            case 0 -> (x + phase) / 4;
            case 1 -> (y + phase) / 4;
            case 2 -> (x + y + phase) / 6;
            default -> (x / 8 + y / 8 + phase) * (c == 0 ? 1 : 2);
          };
      chw[i] = (byte) (level + (along % 2 == 0 ? 50 : 0) + random.nextInt(40));
    }
    return new Pixels(SIDE, chw);
  }

  @Override
  public void close() {
    head.close();
    clip.close();
  }
}
