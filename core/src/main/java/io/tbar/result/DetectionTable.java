package io.tbar.result;

import io.tbar.base.TbarException;
import io.tbar.measure.Statistic;
import io.tbar.result.AuditedModel.Truth;
import io.tbar.verdict.Answer;
import io.tbar.verdict.Auc;
import io.tbar.verdict.Distance;
import io.tbar.verdict.NullModel;
import io.tbar.verdict.NullSet;
import io.tbar.verdict.Ranked;
import io.tbar.verdict.Rule;
import io.tbar.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How well audits tell infected models from clean ones. Models of the null set are not evaluated;
 * without a null set every clean model is held against the other clean ones.
 *
 * @param scored models that are evaluated, weak ones too
 * @param rows one an attack, all together at the end
 * @param calibration clean models of the null set, or of the leave-one-out
 */
public record DetectionTable(List<Scored> scored, List<Row> rows, int calibration) {
  /** Name of the row of all attacks. */
  public static final String ALL = "all";

  /**
   * A model with its verdict.
   *
   * @param distance largest robust distance from the clean models
   */
  public record Scored(AuditedModel model, Verdict verdict, double distance) {
    /** The p-value turned so that more is more suspicious. */
    double score() {
      return verdict.p() == null ? 0 : 1 - verdict.p();
    }

    /** Whether the audit names the attack's own target; null for clean models. */
    @Nullable Boolean rightTarget() {
      String target = model.target();
      TriggerFinding chosen = model.audit().chosen();
      return target == null ? null : (Boolean) (chosen != null && chosen.label().equals(target));
    }
  }

  /**
   * One attack against all evaluated clean models.
   *
   * @param infected models that the attack took in
   * @param found of them flagged
   * @param cannotTell of them without an answer
   * @param rightTarget of them whose target was named
   * @param byP AUC of the verdict's p-value, ties counting half
   * @param byDistance AUC of the largest robust distance
   */
  public record Row(
      String attack,
      int infected,
      int found,
      int cannotTell,
      int rightTarget,
      Auc byP,
      Auc byDistance) {}

  public DetectionTable {
    scored = List.copyOf(scored);
    rows = List.copyOf(rows);
  }

  /**
   * @param nulls to judge by, or null for leave-one-out over the clean models
   */
  public static DetectionTable of(List<AuditedModel> models, @Nullable NullSet nulls, Rule rule) {
    List<Scored> scored = new ArrayList<>();
    List<NullModel> clean =
        models.stream().filter(m -> m.truth() == Truth.CLEAN).map(DetectionTable::asNull).toList();
    List<NullModel> pool = nulls == null ? clean : nulls.models();
    for (AuditedModel model : models) {
      boolean held = pool.stream().anyMatch(n -> same(n, model));
      if (held && nulls != null) {
        continue;
      }
      List<NullModel> others = pool.stream().filter(n -> !same(n, model)).toList();
      NullSet against =
          new NullSet(
              nulls == null ? "leave-one-out" : nulls.origin(),
              model.audit().kind().architecture(),
              model.audit().kind().configuration(),
              model.audit().kind().images(),
              others);
      if (nulls != null) {
        nulls.require(model.audit().kind());
      }
      scored.add(
          new Scored(
              model,
              rule.judge(
                  statistics(model.audit()),
                  model.audit().notDone(),
                  model.audit().chosen() != null,
                  against),
              Distance.of(statistics(model.audit()), others)));
    }
    return new DetectionTable(scored, rows(scored), pool.size());
  }

  private static boolean same(NullModel n, AuditedModel model) {
    return n.sha256().equals(model.audit().modelSha256());
  }

  private static NullModel asNull(AuditedModel model) {
    return new NullModel(
        model.name(),
        model.audit().lineage(),
        model.audit().modelSha256(),
        statistics(model.audit()));
  }

  private static List<Statistic> statistics(AuditRecord audit) {
    return audit.verdict().statistics().stream().map(Ranked::statistic).toList();
  }

  private static List<Row> rows(List<Scored> scored) {
    List<Scored> clean = of(scored, Truth.CLEAN).toList();
    Map<String, List<Scored>> attacks = new LinkedHashMap<>();
    of(scored, Truth.INFECTED)
        .forEach(s -> attacks.computeIfAbsent(s.model().attack(), a -> new ArrayList<>()).add(s));
    if (clean.isEmpty() || attacks.isEmpty()) {
      throw TbarException.badInput(
          "%d clean and %d infected models are left to evaluate; give audits of both kinds that are"
              + " not in the null set.",
          clean.size(), attacks.values().stream().mapToInt(List::size).sum());
    }
    List<Row> rows = new ArrayList<>();
    attacks.forEach((attack, infected) -> rows.add(row(attack, clean, infected)));
    rows.add(row(ALL, clean, attacks.values().stream().flatMap(List::stream).toList()));
    return rows;
  }

  private static Row row(String attack, List<Scored> clean, List<Scored> infected) {
    return new Row(
        attack,
        infected.size(),
        count(infected, Answer.FOUND),
        count(infected, Answer.CANNOT_TELL),
        (int)
            infected.stream()
                .map(Scored::rightTarget)
                .filter(Objects::nonNull)
                .filter(right -> right)
                .count(),
        Auc.of(
            clean.stream().mapToDouble(Scored::score).toArray(),
            infected.stream().mapToDouble(Scored::score).toArray()),
        Auc.of(
            clean.stream().mapToDouble(Scored::distance).toArray(),
            infected.stream().mapToDouble(Scored::distance).toArray()));
  }

  private static int count(List<Scored> models, Answer answer) {
    return (int) models.stream().filter(s -> s.verdict().answer() == answer).count();
  }

  private static Stream<Scored> of(List<Scored> scored, Truth truth) {
    return scored.stream().filter(s -> s.model().truth() == truth);
  }

  /** Evaluated models of a kind. */
  public List<Scored> of(Truth truth) {
    return of(scored, truth).toList();
  }

  /** Clean models that are flagged although they are not in the null set. */
  public int falsePositives() {
    return count(of(Truth.CLEAN), Answer.FOUND);
  }
}
