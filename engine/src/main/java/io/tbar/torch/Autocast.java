package io.tbar.torch;

import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Mixed precision: matrix products in bfloat16, the rest as it comes, weights and sums in float32.
 */
public final class Autocast {
  static {
    NativeSettings.apply();
  }

  private Autocast() {}

  /** Runs a forward pass in mixed precision; call {@code backward} outside of it. */
  public static <T> T bfloat16(Supplier<T> forward) {
    DeviceType device = ComputeDevice.type();
    torch.set_autocast_dtype(device, ScalarType.BFloat16);
    torch.set_autocast_enabled(device, true);
    torch.increment_nesting();
    try {
      return forward.get();
    } finally {
      if (torch.decrement_nesting() == 0) {
        torch.clear_cache();
      }
      torch.set_autocast_enabled(device, false);
    }
  }
}
