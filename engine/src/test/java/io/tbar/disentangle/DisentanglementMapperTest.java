package io.tbar.disentangle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.result.DisentanglementMap;
import io.tbar.result.PlanePoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DisentanglementMapperTest {
  private static final int[] LABELS = {0, 1, 2, 0, 1, -1};
  private static final CoefficientGrid FIVE = new CoefficientGrid(-2, 2, 5);
  @TempDir Path folder;

  /** Clean images feel the trigger vector beyond 1, triggered ones the clean vector beyond 0. */
  private static class MadeUpPlane implements Plane {
    int passes;
    int most = Integer.MAX_VALUE;

    private int[] pass(int answer) {
      if (passes++ == most) {
        throw new IllegalStateException("ended");
      }
      int[] answers = LABELS.clone();
      Arrays.setAll(answers, i -> i == 0 ? answer : Math.max(0, answers[i]));
      return answers;
    }

    @Override
    public int[] clean(double alphaClean, double alphaTrigger) {
      return pass(Math.abs(alphaTrigger) > 1 ? 1 : 0);
    }

    @Override
    public int[] triggered(double alphaClean, double alphaTrigger) {
      return pass(alphaClean > 0 ? 2 : 1);
    }

    @Override
    public void close() {}
  }

  private static DisentanglementMap map(Plane plane, CoefficientGrid grid, RowStore store) {
    return new DisentanglementMapper(plane, grid, LABELS, 1, store, Progress.silent()).map();
  }

  @Test
  void countsWhereTheAnswersDifferFromThoseOfOneVectorAlone() {
    DisentanglementMap map = map(new MadeUpPlane(), FIVE, RowStore.none());
    PlanePoint calm = map.rows().get(1).get(1);
    assertThat(calm.mean()).isZero();
    PlanePoint both = map.rows().get(4).get(4);
    assertThat(both.cleanError().count()).isEqualTo(1);
    assertThat(both.cleanError().total()).isEqualTo(6);
    assertThat(both.triggerError().count()).isEqualTo(1);
    assertThat(both.sum()).isEqualTo(2.0 / 6);
    assertThat(both.mean()).isEqualTo(1.0 / 6);
  }

  @Test
  void countsAccuracyOverLabelledImagesAndAttackSuccessOverThoseOfOtherClasses() {
    PlanePoint point = map(new MadeUpPlane(), FIVE, RowStore.none()).rows().get(2).get(0);
    assertThat(point.cleanAccuracy().count()).isEqualTo(5);
    assertThat(point.cleanAccuracy().total()).isEqualTo(5);
    assertThat(point.attackSuccess().count()).isEqualTo(1);
    assertThat(point.attackSuccess().total()).isEqualTo(3);
    assertThat(point.triggeredAccuracy().count()).isEqualTo(2);
  }

  @Test
  void takesNoPassThatItCanAvoid() {
    MadeUpPlane odd = new MadeUpPlane();
    map(odd, FIVE, RowStore.none());
    assertThat(odd.passes).isEqualTo(2 * 25);

    // Without 0 on the grid the answers with one vector alone are passes of their own.
    MadeUpPlane even = new MadeUpPlane();
    map(even, new CoefficientGrid(-2, 2, 4), RowStore.none());
    assertThat(even.passes).isEqualTo(2 * 16 + 2 * 4);
  }

  @Test
  void theUsualGridHoldsZeroExactly() {
    assertThat(CoefficientGrid.usual().values()).hasSize(21).contains(0.0).startsWith(-3);
  }

  @Test
  void goesOnAfterTheLastWholeRowToTheSameMap() {
    Path rows = folder.resolve("rows");
    MadeUpPlane ended = new MadeUpPlane();
    ended.most = 28;
    assertThatThrownBy(() -> map(ended, FIVE, RowStore.open(rows, Map.of("a", "1"), false)))
        .hasMessage("ended");

    RowStore store = RowStore.open(rows, Map.of("a", "1"), false);
    assertThat(store.rows()).isEqualTo(2);
    MadeUpPlane rest = new MadeUpPlane();
    DisentanglementMap map = map(rest, FIVE, store);
    assertThat(rest.passes).isLessThan(2 * 25 - 2 * 9);
    assertThat(map).isEqualTo(map(new MadeUpPlane(), FIVE, RowStore.none()));
    store.remove();
    assertThat(rows).doesNotExist();
  }

  @Test
  void refusesRowsOfAnotherMapUnlessToldToStartAnew() {
    Path rows = folder.resolve("rows");
    map(new MadeUpPlane(), FIVE, RowStore.open(rows, Map.of("model", "a", "grid", "5"), false));
    Map<String, String> other = Map.of("model", "b", "grid", "5");
    assertThatThrownBy(() -> RowStore.open(rows, other, false))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("rows of another map (other model)")
        .hasMessageContaining("--force");
    assertThat(RowStore.open(rows, other, true).rows()).isZero();
  }

  @Test
  void refusesAFolderThatIsNotItsOwn() throws Exception {
    Path rows = Files.createDirectories(folder.resolve("rows"));
    Path mine = Files.writeString(rows.resolve("mine.txt"), "precious");
    assertThatThrownBy(() -> RowStore.open(rows, Map.of(), true))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("something else");
    assertThat(mine).hasContent("precious");
  }

  @Test
  void refusesAGridThatRunsBackwards() {
    assertThatThrownBy(() -> new CoefficientGrid(1, 1, 5))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("from 1.0 to 1.0");
  }
}
