package io.tbar.clip;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import org.junit.jupiter.api.Test;

class PromptsTest {
  @Test
  void morePromptsThanMemoryHoldsAreRefusedBeforeTheyAreMade() {
    assertThatCode(() -> ZeroShotHead.requireFew(21_843, 80)).doesNotThrowAnyException();
    assertThatThrownBy(() -> ZeroShotHead.requireFew(100_000, 1_000))
        .isInstanceOf(TbarException.class)
        .hasMessage(
            "100,000 classes with 1,000 templates each are more than 2,000,000 prompts; take fewer"
                + " of either.");
  }
}
