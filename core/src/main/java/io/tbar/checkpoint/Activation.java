package io.tbar.checkpoint;

/** The non-linearity of both towers. Mixing them up is silent and costs points of accuracy. */
public enum Activation {
  /** x · σ(1.702 x): OpenAI's weights and some others. */
  QUICK_GELU,
  /** x · Φ(x), the exact erf form: most OpenCLIP weights. */
  GELU
}
