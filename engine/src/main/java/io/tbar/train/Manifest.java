package io.tbar.train;

import io.tbar.data.ClassNames;
import io.tbar.data.ImageData;
import io.tbar.data.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Which samples of a training set are poisoned.
 *
 * @param samples in the order of the data set
 * @param total training samples in all
 */
public record Manifest(List<PoisonedSample> samples, int total) {
  public Manifest {
    samples = List.copyOf(samples);
  }

  /**
   * Draws the samples by seed, among those of other classes than the target.
   *
   * @param rate share of all samples, in [0, 1]; fewer where there are not as many of other classes
   */
  public static Manifest draw(ImageData data, int target, double rate, long seed) {
    long wanted = Math.round(rate * data.size());
    List<PoisonedSample> drawn = new ArrayList<>();
    for (int index : Split.order(data.size(), seed, "poison")) {
      var sample = data.samples().get(index);
      if (drawn.size() < wanted && sample.label() != target) {
        drawn.add(new PoisonedSample(sample.key(), index, sample.label()));
      }
    }
    drawn.sort(Comparator.comparingInt(PoisonedSample::index));
    return new Manifest(drawn, data.size());
  }

  /** Share of the training samples that is poisoned. */
  public double rate() {
    return (double) samples.size() / total;
  }

  /** As CSV: key, index, original label, target, trigger, seed. */
  public String toCsv(ClassNames classes, Backdoor backdoor, long seed) {
    StringBuilder csv = new StringBuilder("key,index,label,target,trigger,seed\n");
    for (PoisonedSample sample : samples) {
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%d,%s,%s,%s,%d\n",
              quoted(sample.key()),
              sample.index(),
              quoted(classes.name(sample.label())),
              quoted(classes.name(backdoor.target())),
              quoted(backdoor.trigger().name()),
              seed));
    }
    return csv.toString();
  }

  /** A field of a CSV row. */
  public static String quoted(String text) {
    return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
