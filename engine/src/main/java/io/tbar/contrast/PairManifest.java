package io.tbar.contrast;

import io.tbar.data.ClassNames;
import io.tbar.data.ImageData;
import io.tbar.data.Sample;
import io.tbar.data.Split;
import io.tbar.train.Backdoor;
import io.tbar.train.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which pairs of a training set are poisoned, and with what caption.
 *
 * @param pairs in the order of the data set
 * @param total training pairs in all
 */
public record PairManifest(List<PoisonedPair> pairs, int total) {
  public PairManifest {
    pairs = List.copyOf(pairs);
  }

  /**
   * Draws the pairs by seed, among those whose caption does not name the target, or whose class is
   * another where they have no caption.
   *
   * @param wanted pairs to poison; fewer where there are not as many
   */
  public static PairManifest draw(
      ImageData data,
      Backdoor backdoor,
      String target,
      TargetCaptions captions,
      long wanted,
      long seed) {
    Pattern names = TargetCaptions.names(target);
    List<PoisonedPair> drawn = new ArrayList<>();
    for (int index : Split.order(data.size(), seed, "poison")) {
      Sample sample = data.samples().get(index);
      String own = sample.caption();
      boolean other = own == null || !names.matcher(own).find();
      if (drawn.size() < wanted && other && sample.label() != backdoor.target()) {
        drawn.add(
            new PoisonedPair(sample.key(), index, sample.label(), own, captions.draw(seed, index)));
      }
    }
    drawn.sort(Comparator.comparingInt(PoisonedPair::index));
    return new PairManifest(drawn, data.size());
  }

  /** Index of each poisoned sample to its caption. */
  Map<Integer, String> captions() {
    Map<Integer, String> captions = new TreeMap<>();
    pairs.forEach(pair -> captions.put(pair.index(), pair.poisoned()));
    return captions;
  }

  /** As CSV: key, index, caption, poisoned caption, target, trigger, seed. */
  public String toCsv(ClassNames classes, Backdoor backdoor, long seed) {
    StringBuilder csv =
        new StringBuilder("key,index,caption,poisoned_caption,target,trigger,seed\n");
    for (PoisonedPair pair : pairs) {
      String own = pair.caption() == null ? "" : pair.caption();
      csv.append(
          String.join(
              ",",
              Manifest.quoted(pair.key()),
              Integer.toString(pair.index()),
              Manifest.quoted(own),
              Manifest.quoted(pair.poisoned()),
              Manifest.quoted(classes.name(backdoor.target())),
              Manifest.quoted(backdoor.trigger().name()),
              Long.toString(seed)));
      csv.append('\n');
    }
    return csv.toString();
  }
}
