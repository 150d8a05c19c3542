package io.tbar.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProxyFindingsTest {
  @Test
  void judgesMayStayAtAQuarterOfWhatGoesWithoutABackdoorOrTwoPicturesOfAHundred() {
    assertThat(ProxyFindings.allowed(0.4)).isCloseTo(0.1, within(1e-12));
    assertThat(ProxyFindings.allowed(0)).isCloseTo(0.02, within(1e-12));
  }
}
