package io.tbar.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {
  @TempDir Path folder;
  private final FakeStages fakes = new FakeStages();

  @Test
  void countsEachStageOnceAndKnowsNoTimeAtFirst() {
    DryRun plan = DryRun.of(fakes.cells(), new StageStore(folder));
    assertThat(plan.open()).isEqualTo(20);
    assertThat(plan.kinds()).containsOnlyKeys("poison", "clean", "evaluate");
    assertThat(plan.seconds()).isEmpty();
    assertThat(fakes.ran).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void takesTheTimeFromLikeStages() {
    AtomicLong clock = new AtomicLong();
    StageStore store = new StageStore(folder, () -> clock.getAndAdd(2_000_000_000L));
    List<PlannedCell> cells = fakes.cells();
    new MatrixRunner(store).run(cells.subList(0, 2), Progress.silent());
    DryRun plan = DryRun.of(cells, store);
    assertThat(plan.kinds().get("poison")).isEqualTo(new DryRun.Count(1, 3, 3, 6.0));
    assertThat(plan.open()).isEqualTo(15);
    assertThat(plan.seconds()).hasValue(30.0);
  }
}
