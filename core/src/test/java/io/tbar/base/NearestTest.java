package io.tbar.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> NAMES = List.of("badnet", "blended", "wanet", "sig");

  @Test
  void findsTheNameMeantByATypingError() {
    assertThat(Nearest.of("badnt", NAMES)).isEqualTo("badnet");
    assertThat(Nearest.of("BLENDED", NAMES)).isEqualTo("blended");
    assertThat(Nearest.of("wnaet", NAMES)).isEqualTo("wanet");
    assertThat(Nearest.of("sgi", NAMES)).isEqualTo("sig");
  }

  @Test
  void givesTheEarliestOfEquallyNearNames() {
    assertThat(Nearest.of("", List.of("b", "a"))).isEqualTo("b");
  }

  @Test
  void needsNames() {
    assertThatThrownBy(() -> Nearest.of("a", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
