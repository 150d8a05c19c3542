package io.tbar.disentangle;

import io.tbar.base.Progress;
import io.tbar.measure.Rate;
import io.tbar.result.DisentanglementMap;
import io.tbar.result.PlanePoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures ξ(α_c, α_t) over a grid. The answers with one vector alone depend on one coefficient
 * only: they are the row and the column through 0, so a grid of G points a side that holds 0 takes
 * G² passes over both sets of images, and any other G² + G.
 */
public final class DisentanglementMapper {
  private static final String STAGE = "mapping the plane";

  private final Plane plane;
  private final double[] coefficients;
  private final int[] labels;
  private final int target;
  private final RowStore store;
  private final Progress progress;
  private final int zero;

  /**
   * @param labels class index of each image, or -1
   * @param target the attacker's class
   * @param store where finished rows are kept
   */
  public DisentanglementMapper(
      Plane plane,
      CoefficientGrid grid,
      int[] labels,
      int target,
      RowStore store,
      Progress progress) {
    this.plane = plane;
    this.coefficients = grid.values();
    this.labels = labels.clone();
    this.target = target;
    this.store = store;
    this.progress = progress;
    int found = -1;
    for (int i = 0; i < coefficients.length; i++) {
      found = coefficients[i] == 0 ? i : found;
    }
    zero = found;
  }

  /** The whole map; rows that the store holds are not measured again. */
  public DisentanglementMap map() {
    int side = coefficients.length;
    int[][] cleanAlone = store.cleanAlone(this::cleanAlone);
    List<List<PlanePoint>> rows = new ArrayList<>();
    for (int t = 0; t < side; t++) {
      int row = t;
      rows.add(store.row(t, () -> row(row, cleanAlone)));
      progress.update(STAGE, (long) (t + 1) * side, (long) side * side);
    }
    return new DisentanglementMap(DisentanglementMap.boxed(coefficients), rows, labels.length);
  }

  private int[][] cleanAlone() {
    int[][] answers = new int[coefficients.length][];
    for (int c = 0; c < answers.length; c++) {
      progress.check();
      progress.update("answers with the clean vector alone", c, answers.length);
      answers[c] = plane.clean(coefficients[c], 0);
    }
    return answers;
  }

  private List<PlanePoint> row(int t, int[][] cleanAlone) {
    double alphaTrigger = coefficients[t];
    int side = coefficients.length;
    int[] triggerAlone = plane.triggered(0, alphaTrigger);
    @Nullable PlanePoint[] points = new PlanePoint[side];
    for (int c = 0; c < side; c++) {
      progress.check();
      progress.update(STAGE, (long) t * side + c, (long) side * side);
      // With one vector alone the joint answers are the single ones; no pass is made twice.
      int[] clean = t == zero ? cleanAlone[c] : plane.clean(coefficients[c], alphaTrigger);
      int[] triggered = c == zero ? triggerAlone : plane.triggered(coefficients[c], alphaTrigger);
      points[c] = point(clean, cleanAlone[c], triggered, triggerAlone);
    }
    List<PlanePoint> row = new ArrayList<>();
    for (PlanePoint point : points) {
      row.add(java.util.Objects.requireNonNull(point));
    }
    return row;
  }

  private PlanePoint point(int[] clean, int[] cleanAlone, int[] triggered, int[] triggerAlone) {
    int n = clean.length;
    long cleanDiffer = 0;
    long triggerDiffer = 0;
    long labelled = 0;
    long correct = 0;
    long others = 0;
    long attacked = 0;
    long recognised = 0;
    for (int i = 0; i < n; i++) {
      cleanDiffer += clean[i] == cleanAlone[i] ? 0 : 1;
      triggerDiffer += triggered[i] == triggerAlone[i] ? 0 : 1;
      if (labels[i] >= 0) {
        labelled++;
        correct += clean[i] == labels[i] ? 1 : 0;
      }
      if (labels[i] >= 0 && labels[i] != target) {
        others++;
        attacked += triggered[i] == target ? 1 : 0;
        recognised += triggered[i] == labels[i] ? 1 : 0;
      }
    }
    return new PlanePoint(
        new Rate(cleanDiffer, n),
        new Rate(triggerDiffer, n),
        new Rate(correct, labelled),
        new Rate(attacked, others),
        new Rate(recognised, others));
  }
}
