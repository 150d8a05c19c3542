package io.tbar.torch;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests that need two compute threads; one is left for the tests that follow. */
public abstract class SeveralThreads {
  @BeforeAll
  static void two() {
    assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
    Engine.start(2);
  }

  @AfterAll
  static void one() {
    Engine.start(1);
  }
}
