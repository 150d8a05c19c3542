package io.tbar.defence;

import io.tbar.checkpoint.CheckpointWriter.Written;
import io.tbar.measure.Evaluation;
import io.tbar.method.Cleaning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a method did to a suspect.
 *
 * @param before the suspect on the test images
 * @param after the cleaned checkpoint, read back from the disk; null where none was written
 * @param written the cleaned checkpoint; null without an answer
 * @param curves how it went
 * @param reason one sentence: how it ended
 * @param samples images or pairs that the method was given
 * @param search rounds and coefficient search of TBAR; null for methods that have none
 * @param waitShare share of the time that the model waited for images, in [0, 1]
 * @param skipped images that could not be used, "key: why"
 */
public record Defended(
    Evaluation before,
    @Nullable Evaluation after,
    @Nullable Written written,
    List<Curve> curves,
    String reason,
    long samples,
    @Nullable Cleaning search,
    double waitShare,
    List<String> skipped) {
  public Defended {
    curves = List.copyOf(curves);
    skipped = List.copyOf(skipped);
  }

  /**
   * A series of numbers.
   *
   * @param name what it is the course of
   * @param x values along the course
   * @param y one value each
   */
  public record Curve(String name, String xUnit, String yUnit, List<Double> x, List<Double> y) {
    public Curve {
      x = List.copyOf(x);
      y = List.copyOf(y);
    }

    /** Losses step by step. */
    public static Curve losses(String name, List<Double> losses) {
      List<Double> steps =
          java.util.stream.IntStream.rangeClosed(1, losses.size())
              .mapToObj(i -> (double) i)
              .toList();
      return new Curve("loss while " + name, "step", "loss (nats)", steps, losses);
    }
  }
}
