package io.tbar.invert;

import io.tbar.base.Json;
import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.base.Sha256;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.ZeroShotModel;
import io.tbar.trigger.Trigger;
import io.tbar.verdict.LabelEffect;
import io.tbar.verdict.LabelEffects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * How far universal changes drive each label at fixed strength: a short search with the removal
 * bank's families towards every label, with the same places, strengths and batches for each, and
 * its margin on held-out pictures.
 */
public final class LabelSearch {
  private static final String VERSION = "effects/3";
  static final int STEPS = 15;

  /** Of the bank's members that are searched towards each label at the standard budget. */
  private static final double SHARE = 1;

  private static final double MOST_SHARE = 2;

  /** Held-out pictures that each change is measured on. */
  static final int SHOWN = 48;

  private final ZeroShotModel model;
  private final ScanOptions options;
  private final List<Pixels> search;
  private final List<Pixels> shown;
  private final int[] answers;
  private final String configuration;

  /** Of the searches, the same for every label. */
  private final List<String> names = new ArrayList<>();

  /**
   * @param images clean pictures of the model's size in a fixed order; half are searched on
   */
  public LabelSearch(ZeroShotModel model, List<Pixels> images, ScanOptions options) {
    Pictures.check(images, Scan.LEAST_IMAGES);
    this.model = model;
    this.options = options;
    int[] order = Split.order(images.size(), options.seed(), "scan-split");
    int half = images.size() / 2;
    search = pick(images, order, 0, half);
    shown = pick(images, order, half, Math.min(images.size(), half + SHOWN));
    answers = model.predictor().top1(search);
    configuration = configuration(images);
  }

  /**
   * The strongest change towards a label.
   *
   * @param share of held-out pictures that it leads there
   */
  public record Strongest(String family, Trigger trigger, int label, double share) {}

  /**
   * @param effects of the labels that were finished
   * @param strongest by label index
   * @param complete whether every label was
   */
  public record Result(
      LabelEffects effects, Map<Integer, Strongest> strongest, boolean complete, long passes) {
    public Result {
      strongest = Map.copyOf(strongest);
    }
  }

  /** SHA-256 of everything that the table depends on besides the model. */
  public String configuration() {
    return configuration;
  }

  /**
   * @param labels class indices
   */
  public Result run(List<Integer> labels, Progress progress) {
    Deadline deadline = new Deadline(progress, options.maxTime());
    List<LabelEffect> effects = new ArrayList<>();
    Map<Integer, Strongest> strongest = new LinkedHashMap<>();
    long passes = 0;
    boolean complete = true;
    try (Measured pictures = new Measured()) {
      for (int i = 0; i < labels.size(); i++) {
        deadline.update("labels", i, labels.size());
        effects.add(pictures.one(labels.get(i), strongest, deadline));
      }
      passes = pictures.passes;
    } catch (Deadline.TimeUp e) {
      complete = false;
    }
    deadline.update("labels", labels.size(), labels.size());
    return new Result(new LabelEffects(configuration, names, effects), strongest, complete, passes);
  }

  /** Of the members of each family. */
  static double share(Budget budget) {
    return switch (budget) {
      case QUICK -> SHARE / 2;
      case STANDARD -> SHARE;
      case DEEP -> MOST_SHARE;
    };
  }

  /** The tower, and the clean answers that margins leave out. */
  private final class Measured implements AutoCloseable {
    private final Tower tower = new Tower(model.clip(), model.classifier().head());
    private final int[] clean = model.predictor().top1(shown);
    private long passes;

    LabelEffect one(int label, Map<Integer, Strongest> strongest, Progress progress) {
      List<Pixels> others = new ArrayList<>();
      for (int i = 0; i < answers.length; i++) {
        if (answers[i] != label) {
          others.add(search.get(i));
        }
      }
      List<double[]> reached = new ArrayList<>();
      names.clear();
      List<Pixels> used = others.size() < ProxySearch.BATCH ? search : others;
      try (ProxySearch bank = new ProxySearch(used, STEPS, model.predictor().batch())) {
        long seed = Seeds.mix(options.seed(), "label-effects");
        for (ProxySearch.Found found :
            bank.run(
                model.clip(),
                model.classifier().head(),
                label,
                share(options.budget()),
                seed,
                progress)) {
          progress.check();
          double[] effect = effect(found.trigger(), label);
          reached.add(effect);
          names.add(found.family() + " " + reached.size());
          Strongest best = strongest.get(label);
          if (best == null || effect[1] > best.share()) {
            strongest.put(label, new Strongest(found.family(), found.trigger(), label, effect[1]));
          }
        }
        passes += bank.passes();
      }
      return new LabelEffect(model.classes().name(label), column(reached, 0), column(reached, 1));
    }

    private List<Double> column(List<double[]> reached, int which) {
      return reached.stream().map(effect -> effect[which]).toList();
    }

    /** Mean margin and share over the pictures that do not have the label anyway. */
    private double[] effect(Trigger trigger, int label) {
      List<Pixels> stamped = new ArrayList<>();
      for (int i = 0; i < shown.size(); i++) {
        if (clean[i] != label) {
          stamped.add(trigger.apply(shown.get(i), i));
        }
      }
      if (stamped.isEmpty()) {
        return new double[2];
      }
      float[][] rows = logits(stamped);
      passes += rows.length;
      double margin = 0;
      double hits = 0;
      for (float[] row : rows) {
        double best = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < row.length; c++) {
          best = c == label ? best : Math.max(best, row[c]);
        }
        margin += row[label] - best;
        hits += row[label] > best ? 1 : 0;
      }
      return new double[] {margin / rows.length, hits / rows.length};
    }

    private float[][] logits(List<Pixels> stamped) {
      return Inference.of(
          () -> {
            try (Scope s = new Scope();
                Pictures pictures = new Pictures(stamped)) {
              Tensor z = tower.embedAll(pictures.first(stamped.size()), model.predictor().batch());
              return Tensors.rows(tower.logits(z));
            }
          });
    }

    @Override
    public void close() {
      tower.close();
    }
  }

  private String configuration(List<Pixels> images) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", VERSION);
    all.put("seed", options.seed());
    all.put("budget", options.budget().name());
    all.put("classes", model.classes().names());
    all.put("templates", model.templates().prompts());
    all.put("images", images.stream().map(p -> Sha256.of(p.chw())).toList());
    return Sha256.of(Json.write(all).getBytes(StandardCharsets.UTF_8));
  }

  private static List<Pixels> pick(List<Pixels> images, int[] order, int from, int to) {
    List<Pixels> some = new ArrayList<>();
    for (int i = from; i < to; i++) {
      some.add(images.get(order[i]));
    }
    return some;
  }
}
