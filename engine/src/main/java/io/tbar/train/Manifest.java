package io.tbar.train;

import io.tbar.data.ClassNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which samples of a training set are poisoned.
 *
 * @param samples the poisoned ones, in the order of the data set
 * @param covers those that show something close to a trigger and keep their label, likewise
 * @param total training samples in all
 */
public record Manifest(List<PoisonedSample> samples, List<PoisonedSample> covers, int total) {
  private static final String HEAD = "key,index,label,target,trigger,seed";

  public Manifest {
    samples = List.copyOf(samples);
    covers = List.copyOf(covers);
  }

  /** Without cover samples. */
  public Manifest(List<PoisonedSample> samples, int total) {
    this(samples, List.of(), total);
  }

  /** Samples that a backdoor got. */
  int poisoned(int backdoor) {
    return (int) samples.stream().filter(sample -> sample.backdoor() == backdoor).count();
  }

  /** Share of the training samples that is poisoned. */
  public double rate() {
    return (double) samples.size() / total;
  }

  /** As CSV: key, index, original label, target, trigger, seed. */
  public String toCsv(ClassNames classes, Backdoor backdoor, long seed) {
    return toCsv(classes, BackdoorShare.all(backdoor), seed);
  }

  /**
   * The same where there are several backdoors or cover samples: two columns more, the number of
   * the trigger from 1, and poison or cover. The target of a cover sample is its own label.
   */
  public String toCsv(ClassNames classes, List<BackdoorShare> backdoors, long seed) {
    boolean further = backdoors.size() > 1 || !covers.isEmpty();
    StringBuilder csv = new StringBuilder(HEAD).append(further ? ",number,role\n" : "\n");
    Set<Integer> covering = covers.stream().map(PoisonedSample::index).collect(Collectors.toSet());
    List<PoisonedSample> all = new ArrayList<>(samples);
    all.addAll(covers);
    all.sort(Comparator.comparingInt(PoisonedSample::index));
    for (PoisonedSample sample : all) {
      Backdoor backdoor = backdoors.get(sample.backdoor()).backdoor();
      boolean cover = covering.contains(sample.index());
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%d,%s,%s,%s,%d",
              quoted(sample.key()),
              sample.index(),
              quoted(classes.name(sample.label())),
              quoted(classes.name(cover ? sample.label() : backdoor.target())),
              quoted(backdoor.trigger().name()),
              seed));
      csv.append(
          further
              ? String.format(
                  Locale.ROOT, ",%d,%s\n", sample.backdoor() + 1, cover ? "cover" : "poison")
              : "\n");
    }
    return csv.toString();
  }

  /** A field of a CSV row. */
  public static String quoted(String text) {
    return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
