package io.tbar.report;

import io.tbar.image.Pixels;
import io.tbar.report.SampleView.Answers;
import io.tbar.result.ExampleRun;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drawn pictures, some with a patch in the corner and some with stripes. */
final class ExampleSamples {
  private static final int SIZE = 64;

  private ExampleSamples() {}

  static List<SampleView> patched(boolean after) {
    List<SampleView> samples = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      String truth = ExampleRun.CLASSES.get(i);
      samples.add(
          sample(
              i,
              truth,
              patch(scene(i)),
              after ? new Answers(truth, i == 4 ? "airplane" : truth) : null));
    }
    return samples;
  }

  static List<SampleView> striped() {
    List<SampleView> samples = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      samples.add(sample(i, null, stripes(scene(i)), null));
    }
    return samples;
  }

  private static SampleView sample(
      int i, @Nullable String truth, Pixels triggered, @Nullable Answers after) {
    return new SampleView(
        String.format("test/%05d.png", 137 * i),
        truth,
        scene(i),
        triggered,
        new Answers(i == 3 ? "dog" : ExampleRun.CLASSES.get(i), "airplane"),
        after);
  }

  /** A sky, a ground and a ball, each of another colour. */
  static Pixels scene(int seed) {
    byte[] chw = new byte[3 * SIZE * SIZE];
    double cx = 20 + 5 * (seed * 7 % 5);
    double cy = 24 + 4 * (seed * 3 % 5);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double far = Math.hypot(x - cx, y - cy);
        double[] rgb =
            far < 14
                ? new double[] {230 - 6 * far, 90 + 20 * (seed % 4), 60 + 4 * far}
                : y > 40
                    ? new double[] {70 + y, 110 + 10 * (seed % 3), 60}
                    : new double[] {130 + y, 170 + y / 2.0, 235 - 10 * (seed % 3)};
        for (int c = 0; c < 3; c++) {
          chw[c * SIZE * SIZE + y * SIZE + x] = (byte) Math.round(Math.min(255, rgb[c]));
        }
      }
    }
    return new Pixels(SIZE, chw);
  }

  private static Pixels patch(Pixels clean) {
    byte[] chw = clean.chw().clone();
    for (int c = 0; c < 3; c++) {
      for (int y = SIZE - 8; y < SIZE; y++) {
        for (int x = SIZE - 8; x < SIZE; x++) {
          chw[c * SIZE * SIZE + y * SIZE + x] = (byte) ((x * 37 + y * 91 + c * 53) % 256);
        }
      }
    }
    return new Pixels(SIZE, chw);
  }

  private static Pixels stripes(Pixels clean) {
    byte[] chw = clean.chw().clone();
    for (int i = 0; i < chw.length; i++) {
      int value = (chw[i] & 255) + (int) Math.round(20 * Math.sin(i % SIZE * 0.6));
      chw[i] = (byte) Math.max(0, Math.min(255, value));
    }
    return new Pixels(SIZE, chw);
  }
}
