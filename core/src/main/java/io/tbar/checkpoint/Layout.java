package io.tbar.checkpoint;

/** How a checkpoint names and arranges its tensors. */
public enum Layout {
  /** {@code config.json} + {@code model.safetensors} or shards with their index. */
  HF,
  /** {@code open_clip_config.json} + {@code open_clip_model.safetensors}. */
  OPENCLIP
}
