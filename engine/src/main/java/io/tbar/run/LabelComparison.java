package io.tbar.run;

import io.tbar.base.Progress;
import io.tbar.image.Pixels;
import io.tbar.invert.Candidate;
import io.tbar.invert.Findings;
import io.tbar.invert.LabelSearch;
import io.tbar.invert.LeadingTrigger;
import io.tbar.invert.ScanOptions;
import io.tbar.train.ZeroShotModel;
import io.tbar.verdict.BaseComparison;
import io.tbar.verdict.BaseRule;
import io.tbar.verdict.LabelEffects;
import io.tbar.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The labels' effects on a model, and on its base where there is one. */
final class LabelComparison {
  /** All of so many labels are looked at; of more, those that the scan came across. */
  private static final int MOST_LABELS = 12;

  private final AuditPlan plan;
  private final ZeroShotModel model;
  private final List<Pixels> pixels;
  private final @Nullable TrustedBase base;
  private final TimeLeft time;
  private LabelSearch.@Nullable Result result;
  private @Nullable BaseComparison comparison;
  private final List<String> notDone = new ArrayList<>();

  LabelComparison(
      AuditPlan plan,
      ZeroShotModel model,
      List<Pixels> pixels,
      @Nullable TrustedBase base,
      TimeLeft time) {
    this.plan = plan;
    this.model = model;
    this.pixels = pixels;
    this.base = base;
    this.time = time;
  }

  /** Whether it comes before the scan: the verdict stands on it, and it needs nothing of that. */
  boolean first() {
    return base != null && model.classes().size() <= MOST_LABELS;
  }

  boolean done() {
    return result != null;
  }

  void all(Progress progress) {
    run(IntStream.range(0, model.classes().size()).boxed().toList(), progress);
  }

  /** All labels where there are few; else those of the triggers, and the most frequent answers. */
  void of(Findings findings, Progress progress) {
    int classes = model.classes().size();
    if (classes <= MOST_LABELS) {
      all(progress);
      return;
    }
    Set<Integer> some = new LinkedHashSet<>();
    findings.triggers().forEach(t -> some.add(t.label()));
    findings.candidates().forEach((Candidate c) -> some.add(c.index()));
    findings.nearest().forEach(c -> some.add(c.index()));
    long[] counts = new long[classes];
    for (int answer : model.predictor().top1(pixels)) {
      counts[answer]++;
    }
    List<Integer> frequent =
        IntStream.range(0, classes)
            .boxed()
            .sorted(Comparator.comparingLong((Integer c) -> -counts[c]))
            .toList();
    List<Integer> labels = new ArrayList<>(some.stream().limit(MOST_LABELS / 2).toList());
    frequent.stream()
        .filter(c -> !labels.contains(c))
        .limit(MOST_LABELS - labels.size())
        .toList()
        .forEach(labels::add);
    run(labels.stream().sorted().toList(), progress);
  }

  private void run(List<Integer> labels, Progress progress) {
    LabelSearch search = new LabelSearch(model, pixels, options());
    LabelSearch.Result mine = search.run(labels, progress);
    result = mine;
    if (base == null) {
      return;
    }
    if (!mine.complete()) {
      notDone.add("The labels' effects were not measured to the end: the time was up.");
      return;
    }
    LabelEffects its =
        base.effects(
            search.configuration(), labels, model.classes(), pixels, plan, options(), progress);
    if (its.labels().size() < labels.size()) {
      notDone.add("The base was not measured to the end: the time was up.");
      return;
    }
    comparison = BaseComparison.of(mine.effects(), its, base.name(), base.digest());
  }

  private ScanOptions options() {
    return new ScanOptions(plan.seed(), plan.budget(), false, time.left(), null);
  }

  /** The findings with the trigger of the label that stands out, where one does. */
  Findings adopted(Findings findings) {
    LabelSearch.Result mine = result;
    BaseComparison with = comparison;
    if (mine == null || with == null || !rule().standsOut(with)) {
      return findings;
    }
    int label = model.classes().names().indexOf(with.first().label());
    return LeadingTrigger.adopt(findings, model, pixels, options(), label, mine.strongest());
  }

  Verdict judge(Findings findings) {
    List<String> all = new ArrayList<>(notDone);
    all.addAll(findings.notDone());
    return rule().judge(comparison, findings.statistics(), all, findings.chosen() != null);
  }

  private BaseRule rule() {
    return new BaseRule(plan.rule().level());
  }

  @Nullable LabelEffects effects() {
    return result == null || result.effects().labels().isEmpty() ? null : result.effects();
  }

  @Nullable BaseComparison comparison() {
    return comparison;
  }

  long passes() {
    return result == null ? 0 : result.passes();
  }
}
