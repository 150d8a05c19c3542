package io.tbar.clip;

import io.tbar.torch.Scope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Operations on embeddings. */
public final class Embeddings {
  private Embeddings() {}

  /** Rows divided by their L2 norm, in float32, without an epsilon. */
  public static Tensor normalise(Tensor rows) {
    return Scope.keep(
        () -> {
          Tensor x = rows.to(ScalarType.Float);
          return x.div(x.norm(new ScalarOptional(new Scalar(2.0)), new long[] {-1}, true));
        });
  }
}
