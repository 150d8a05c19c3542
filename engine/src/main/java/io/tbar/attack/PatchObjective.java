package io.tbar.attack;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** What an optimised patch minimises, over batches of patched pictures. */
interface PatchObjective {
  /** Parts of a loss, a tensor without axes each; the one named "loss" is minimised. */
  Map<String, Tensor> of(Tensor patchedEmbeddings, int[] batch, int step);

  /** Name of the part that is minimised. */
  String LOSS = "loss";
}
