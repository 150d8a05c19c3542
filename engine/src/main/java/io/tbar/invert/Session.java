package io.tbar.invert;

import io.tbar.base.Json;
import io.tbar.base.Progress;
import io.tbar.base.Sha256;
import io.tbar.clip.Clip;
import io.tbar.clip.ZeroShotHead;
import io.tbar.data.Split;
import io.tbar.image.Pixels;
import io.tbar.train.ZeroShotModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** One scan from its images to its findings. */
final class Session implements AutoCloseable {
  private static final String VERSION = "scan/3";
  static final int MOST_LABELS = 12;
  private static final int SHOWN = 5;

  private final Subject subject;
  private final ScanOptions options;
  private final Deadline deadline;
  private final Pictures search;
  private final Pictures heldOut;
  private final Tower tower;
  private final Probe probe;
  private final String configuration;
  private final ResumeFolder folder;
  private final int batch;

  /**
   * What is scanned.
   *
   * @param names of the head's classes
   * @param templates prompts that the head was built with
   * @param batch most images that go through the tower together
   * @param digest of the checkpoint, for the resume folder
   */
  record Subject(
      Clip clip,
      ZeroShotHead head,
      List<String> names,
      List<String> templates,
      int batch,
      String digest) {
    /** The model with its classes as the vocabulary. */
    static Subject of(ZeroShotModel model) {
      return new Subject(
          model.clip(),
          model.classifier().head(),
          model.classes().names(),
          model.templates().prompts(),
          model.predictor().batch(),
          model.checkpoint().modelDigest());
    }
  }

  Session(Subject subject, List<Pixels> images, ScanOptions options, Progress progress) {
    this.subject = subject;
    this.options = options;
    deadline = new Deadline(progress, options.maxTime());
    int[] order = Split.order(images.size(), options.seed(), "scan-split");
    int half = images.size() / 2;
    search = new Pictures(pick(images, order, 0, half));
    heldOut = new Pictures(pick(images, order, half, images.size()));
    tower = new Tower(subject.clip(), subject.head());
    configuration = configuration(subject, images, options);
    batch = subject.batch();
    String key = configuration + subject.digest();
    folder = new ResumeFolder(options.resume(), Sha256.of(key.getBytes(StandardCharsets.UTF_8)));
    probe = new Probe(tower, batch, heldOut);
  }

  Findings run() {
    List<String> notDone = new ArrayList<>();
    Decree.Result decree = collapse(notDone);
    InvertedTrigger collapsed = measured(decree);
    List<Integer> labels = labels(collapsed);
    ClassSearch classes = new ClassSearch(tower, search, heldOut, probe, options, folder, batch);
    List<ClassSearch.Result> results = new ArrayList<>();
    for (Perturbation family : Families.all(tower.imageSize())) {
      ClassSearch.Result result =
          inTime(
              "The family " + family.family(),
              notDone,
              () -> classes.run(family, labels, deadline));
      if (result != null) {
        results.add(result);
      }
    }
    InvertedTrigger targetFirst =
        options.targetFirst()
            ? inTime("The search that takes the target first", notDone, () -> targetFirst(results))
            : null;
    return findings(decree, collapsed, targetFirst, results, notDone);
  }

  /** The first search of {@link #run} and no other. */
  Optional<InvertedTrigger> decree() {
    return Optional.ofNullable(measured(collapse(new ArrayList<>())));
  }

  private Decree.@Nullable Result collapse(List<String> notDone) {
    return inTime(
        "DECREE", notDone, () -> new Decree(tower, search, options, folder, batch).run(deadline));
  }

  private @Nullable InvertedTrigger measured(Decree.@Nullable Result decree) {
    return decree == null || decree.trigger() == null ? null : probe.measure(decree);
  }

  private InvertedTrigger targetFirst(List<ClassSearch.Result> results) {
    return new TargetFirst(tower, search, probe, options, batch)
        .run(heldOut, standsOut(results).map(InvertedTrigger::label).orElse(null), deadline);
  }

  /** What a search came to, or null and why, where the time was up before its end. */
  private <T> @Nullable T inTime(String what, List<String> notDone, Supplier<T> search) {
    try {
      if (deadline.over()) {
        notDone.add(what + " was not tried: the time was up.");
        return null;
      }
      return search.get();
    } catch (Deadline.TimeUp e) {
      notDone.add(what + " was not finished: the time was up.");
      return null;
    }
  }

  /**
   * All labels. Of many, those that the collapsed embedding answers and that the clean pictures get
   * most often: the first may be the target, the others are what it is compared with.
   */
  private List<Integer> labels(@Nullable InvertedTrigger collapsed) {
    int classes = tower.classes();
    if (classes <= MOST_LABELS) {
      return IntStream.range(0, classes).boxed().toList();
    }
    long[] counts = new long[classes];
    for (int answer : probe.clean()) {
      counts[answer]++;
    }
    Set<Integer> some = new TreeSet<>();
    if (collapsed != null) {
      candidates(collapsed).stream()
          .sorted(Comparator.comparingDouble(Candidate::increase).reversed())
          .limit(MOST_LABELS / 2)
          .forEach(c -> some.add(c.index()));
    }
    IntStream.range(0, classes)
        .boxed()
        .sorted(Comparator.comparingLong((Integer c) -> -counts[c]))
        .filter(c -> !some.contains(c))
        .limit(MOST_LABELS - some.size())
        .forEach(some::add);
    return List.copyOf(some);
  }

  private Findings findings(
      Decree.@Nullable Result decree,
      @Nullable InvertedTrigger collapsed,
      @Nullable InvertedTrigger targetFirst,
      List<ClassSearch.Result> results,
      List<String> notDone) {
    List<InvertedTrigger> triggers =
        Stream.of(
                Stream.ofNullable(collapsed),
                Stream.ofNullable(targetFirst),
                results.stream().map(ClassSearch.Result::best))
            .flatMap(s -> s)
            .sorted(
                Comparator.comparing((InvertedTrigger t) -> !t.usable())
                    .thenComparingDouble(InvertedTrigger::change))
            .toList();
    InvertedTrigger chosen = chosen(triggers, results);
    InvertedTrigger first = chosen != null || triggers.isEmpty() ? chosen : triggers.get(0);
    List<Candidate> all = first == null ? List.of() : candidates(first);
    List<Curve> curves = new ArrayList<>();
    if (decree != null) {
      curves.add(decree.curve());
    }
    results.forEach(r -> curves.add(r.curve()));
    return new Findings(
        Statistics.decisive(results),
        Statistics.further(decree, collapsed, results),
        triggers,
        chosen,
        reason(chosen, triggers),
        Labels.byIncrease(all, SHOWN),
        Labels.byAlignment(all, SHOWN),
        curves,
        tower.passes(),
        notDone,
        configuration);
  }

  private List<Candidate> candidates(InvertedTrigger trigger) {
    Probe.Answers answers = probe.with(trigger.trigger());
    try (Tensor mean = answers.mean()) {
      return new Labels(subject.names(), probe.clean(), probe.cleanMean())
          .all(answers.labels(), mean, subject.head().weight());
    }
  }

  /**
   * The smallest usable trigger towards the label that stands out most in any family: a label that
   * is merely easy to reach may need a smaller one, in clean models too.
   */
  private static @Nullable InvertedTrigger chosen(
      List<InvertedTrigger> triggers, List<ClassSearch.Result> results) {
    return standsOut(results)
        .flatMap(
            first ->
                triggers.stream().filter(t -> t.usable() && t.label() == first.label()).findFirst())
        .orElse(null);
  }

  private static Optional<InvertedTrigger> standsOut(List<ClassSearch.Result> results) {
    return results.stream()
        .filter(r -> r.best().usable())
        .max(Comparator.comparingDouble(r -> Statistics.lead(r.shares())))
        .map(ClassSearch.Result::best);
  }

  private String reason(@Nullable InvertedTrigger chosen, List<InvertedTrigger> all) {
    if (chosen == null) {
      return all.stream().anyMatch(InvertedTrigger::usable)
          ? "No trigger was chosen: one leads half of the held-out images or more to one label, but"
              + " none of the families that labels are compared by does, or none was searched to the"
              + " end."
          : "No usable trigger was found: none leads at least half of the held-out images to one"
              + " label.";
    }
    long rivals = all.stream().filter(t -> t.usable() && t.label() == chosen.label()).count();
    return String.format(
        Locale.ROOT,
        "The label '%s' lies furthest before the others; of the usable triggers towards it (%d), each"
            + " as small as an effect of %.0f %% allows, that of family %s changes the pictures"
            + " least: by %.3f of the range, root mean square.",
        subject.names().get(chosen.label()),
        rivals,
        100 * Shrink.EQUAL_EFFECT,
        chosen.family(),
        chosen.change());
  }

  private static String configuration(Subject subject, List<Pixels> images, ScanOptions options) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", VERSION);
    all.put("seed", options.seed());
    all.put("budget", options.budget().name());
    all.put("classes", subject.names());
    all.put("templates", subject.templates());
    all.put("images", images.stream().map(p -> Sha256.of(p.chw())).toList());
    return Sha256.of(Json.write(all).getBytes(StandardCharsets.UTF_8));
  }

  private static List<Pixels> pick(List<Pixels> images, int[] order, int from, int to) {
    return Arrays.stream(order, from, to).mapToObj(images::get).toList();
  }

  @Override
  public void close() {
    probe.close();
    tower.close();
    search.close();
    heldOut.close();
  }
}
