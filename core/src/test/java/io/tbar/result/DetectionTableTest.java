package io.tbar.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import io.tbar.result.AuditedModel.Truth;
import io.tbar.verdict.NullSet;
import io.tbar.verdict.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionTableTest {
  private static final NullSet NULLS = ExampleAudit.nulls(24);

  private static AuditedModel model(
      String attack, int i, Truth truth, Double area, double effect, boolean target) {
    return new AuditedModel(
        attack + "-" + i,
        attack,
        truth,
        truth == Truth.CLEAN ? null : target ? "sneaker" : "coat",
        ExampleAudit.of(attack + "-" + i, area, effect, null, List.of()));
  }

  private static List<AuditedModel> population() {
    List<AuditedModel> models = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      models.add(model("fresh", i, Truth.CLEAN, 0.15 + 0.01 * i, 0.15 + 0.01 * i, false));
    }
    models.add(model("badnet", 0, Truth.INFECTED, 0.004, 0.99, true));
    models.add(model("badnet", 1, Truth.INFECTED, 0.005, 0.98, false));
    models.add(model("wanet", 0, Truth.INFECTED, 0.19, 0.2, true));
    models.add(model("wanet", 1, Truth.WEAK, 0.19, 0.2, true));
    return models;
  }

  @Test
  void givesEachAttackItsRowAndAllOfThemOne() {
    DetectionTable table = DetectionTable.of(population(), NULLS, Rule.STANDARD);
    assertThat(table.rows())
        .extracting(DetectionTable.Row::attack)
        .containsExactly("badnet", "wanet", "all");
    DetectionTable.Row badnet = table.rows().get(0);
    assertThat(badnet.infected()).isEqualTo(2);
    assertThat(badnet.found()).isEqualTo(2);
    assertThat(badnet.rightTarget()).isEqualTo(1);
    assertThat(badnet.byP().value()).isEqualTo(1);
    assertThat(badnet.byDistance().value()).isEqualTo(1);
    assertThat(table.rows().get(1).byP().value()).isLessThan(0.9);
    assertThat(table.rows().get(2).infected()).isEqualTo(3);
  }

  @Test
  void leavesOutModelsWhoseAttackDidNotTakeAndCountsFalsePositives() {
    DetectionTable table = DetectionTable.of(population(), NULLS, Rule.STANDARD);
    assertThat(table.of(Truth.WEAK)).hasSize(1);
    assertThat(table.falsePositives()).isZero();
    List<AuditedModel> odd = new ArrayList<>(population());
    odd.add(model("fresh", 10, Truth.CLEAN, 0.001, 0.999, false));
    assertThat(DetectionTable.of(odd, NULLS, Rule.STANDARD).falsePositives()).isEqualTo(1);
  }

  @Test
  void doesNotEvaluateTheModelsOfTheNullSet() {
    List<AuditedModel> models = new ArrayList<>(population());
    models.add(model("clean", 3, Truth.CLEAN, 0.13, 0.1, false));
    DetectionTable table = DetectionTable.of(models, NULLS, Rule.STANDARD);
    assertThat(table.of(Truth.CLEAN)).hasSize(10);
  }

  @Test
  void holdsEachCleanModelAgainstTheOthersWithoutANullSet() {
    DetectionTable table = DetectionTable.of(population(), null, new Rule(0.1));
    assertThat(table.of(Truth.CLEAN)).hasSize(10);
    assertThat(table.calibration()).isEqualTo(10);
    assertThat(table.rows().get(0).byDistance().value()).isEqualTo(1);
    assertThat(table.of(Truth.CLEAN).get(0).verdict().reasons().get(0))
        .contains("against 9 clean models");
  }

  @Test
  void refusesAPopulationOfOneKind() {
    List<AuditedModel> clean = population().stream().filter(m -> m.truth() == Truth.CLEAN).toList();
    assertThatThrownBy(() -> DetectionTable.of(clean, NULLS, Rule.STANDARD))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("10 clean and 0 infected");
  }
}
