package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {
  @Test
  void goesTheWayOfARealLookAtACheckpoint() throws Exception {
    assertThat(Rehearsal.rehearse()).isZero();
  }
}
