package io.tbar.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeedsTest {
  @Test
  void givesTheSameNumbersOnEveryJdk() {
    SplittableRandom random = Seeds.of(7, "trigger-place", 3);

    assertThat(Seeds.mix(7, "trigger-place", 3)).isEqualTo(5594860456474097828L);
    assertThat(random.nextLong()).isEqualTo(8397163587182968437L);
    assertThat(random.nextInt(1000)).isEqualTo(677);
    assertThat(random.nextDouble()).isEqualTo(0.22109881079382399);
    assertThat(Seeds.gaussian(random)).isEqualTo(-0.28589777319925125);
  }

  @Test
  void startsEveryStreamElsewhere() {
    Set<Long> starts = new HashSet<>();
    for (long seed = -2; seed < 3; seed++) {
      for (String stream : new String[] {"", "a", "b", "ab"}) {
        starts.add(Seeds.mix(seed, stream));
        for (long sample = -2; sample < 3; sample++) {
          starts.add(Seeds.mix(seed, stream, sample));
          starts.add(Seeds.mix(seed, stream, sample, 0));
          starts.add(Seeds.mix(seed, stream, 0, sample + 10));
        }
      }
    }

    assertThat(starts).hasSize(5 * 4 * (1 + 3 * 5));
  }

  @Test
  void drawsFromTheStandardNormalDistribution() {
    SplittableRandom random = Seeds.of(0, "normal");
    int draws = 100_000;
    double sum = 0;
    double squares = 0;
    int beyondTwo = 0;
    for (int i = 0; i < draws; i++) {
      double x = Seeds.gaussian(random);
      sum += x;
      squares += x * x;
      beyondTwo += Math.abs(x) > 2 ? 1 : 0;
    }

    assertThat(sum / draws).isCloseTo(0, within(0.01));
    assertThat(squares / draws).isCloseTo(1, within(0.02));
    assertThat(beyondTwo / (double) draws).isCloseTo(0.0455, within(0.003));
  }
}
