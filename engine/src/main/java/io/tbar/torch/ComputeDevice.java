package io.tbar.torch;

import io.tbar.base.TbarException;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/** Where tensors live. */
final class ComputeDevice {
  private static String name = "cpu";

  private ComputeDevice() {}

  static String name() {
    return name;
  }

  static DeviceType type() {
    return name.equals("cuda") ? DeviceType.CUDA : DeviceType.CPU;
  }

  static String known(String wanted) {
    if (!wanted.equals("cpu") && !wanted.equals("cuda")) {
      throw TbarException.usage("There is no device '%s': choose cpu or cuda.", wanted);
    }
    return wanted;
  }

  static void use(String wanted) {
    if (known(wanted).equals("cuda") && !torch.cuda_is_available()) {
      throw TbarException.usage(
          "The device cuda was asked for, but this machine or this build has none: on a machine"
              + " with an NVIDIA card and its driver name the folder torch/lib of a PyTorch for CUDA"
              + " with TBAR_LIBTORCH, or choose cpu.");
    }
    name = wanted;
  }

  /** The tensor on the device; itself where it is there already. */
  static Tensor place(Tensor t) {
    return name.equals("cpu") ? t : t.to(new Device(name), t.scalar_type());
  }
}
