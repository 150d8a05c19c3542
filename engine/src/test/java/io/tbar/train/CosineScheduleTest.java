package io.tbar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class CosineScheduleTest {
  @Test
  void risesInEqualStepsToThePeak() {
    CosineSchedule schedule = new CosineSchedule(1e-3, 4, 10);
    assertThat(schedule.at(0)).isCloseTo(0.25e-3, within(1e-12));
    assertThat(schedule.at(3)).isCloseTo(1e-3, within(1e-12));
    assertThat(schedule.at(4)).isCloseTo(1e-3, within(1e-12));
  }

  @Test
  void fallsAlongHalfACosine() {
    CosineSchedule schedule = new CosineSchedule(1, 0, 8);
    assertThat(schedule.at(4)).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.at(8)).isCloseTo(0, within(1e-12));
  }

  @Test
  void refusesAWarmUpAsLongAsTheRun() {
    assertThatThrownBy(() -> new CosineSchedule(1, 5, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 steps");
  }
}
