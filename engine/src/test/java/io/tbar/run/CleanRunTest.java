package io.tbar.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.measure.Rate;
import org.junit.jupiter.api.Test;

/** What a record says of a trigger that outlived its removal. */
class CleanRunTest {
  @Test
  void saysThatTheTriggerStaysWhereHalfOfItsSuccessDoes() {
    assertThat(CleanRun.stays(new Rate(198, 200), new Rate(180, 200)))
        .hasValueSatisfying(
            note -> assertThat(note).contains("180 of 200").contains("90.0 %", "not removed"));
    assertThat(CleanRun.stays(new Rate(198, 200), new Rate(99, 200))).isPresent();
    assertThat(CleanRun.stays(new Rate(198, 200), new Rate(98, 200))).isEmpty();
  }

  @Test
  void saysNothingWhereThereWasLittleToRemove() {
    assertThat(CleanRun.stays(new Rate(4, 200), new Rate(4, 200))).isEmpty();
    assertThat(CleanRun.stays(new Rate(99, 200), new Rate(99, 200))).isEmpty();
  }
}
