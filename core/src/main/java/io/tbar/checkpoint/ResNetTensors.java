package io.tbar.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tensors of OpenAI's modified ResNet, whose names OpenAI and OpenCLIP share: a stem of three
 * convolutions, four stages of bottlenecks, attention pooling.
 */
final class ResNetTensors {
  private static final int EXPANSION = 4;
  private final Map<String, long[]> shapes = new LinkedHashMap<>();

  private ResNetTensors() {}

  static Map<String, long[]> of(VisionConfig vision, int embedDim) {
    ResNetTensors tensors = new ResNetTensors();
    long width = vision.width();
    tensors.convolution("visual.conv1", "visual.bn1", width / 2, 3, 3);
    tensors.convolution("visual.conv2", "visual.bn2", width / 2, width / 2, 3);
    tensors.convolution("visual.conv3", "visual.bn3", width, width / 2, 3);
    long in = width;
    for (int stage = 0; stage < vision.stages().size(); stage++) {
      long planes = width << stage;
      for (int i = 0; i < vision.stages().get(stage); i++) {
        String block = "visual.layer" + (stage + 1) + "." + i;
        tensors.bottleneck(block, in, planes, i == 0);
        in = EXPANSION * planes;
      }
    }
    tensors.pooling(vision, embedDim);
    return tensors.shapes;
  }

  private void bottleneck(String block, long in, long planes, boolean first) {
    convolution(block + ".conv1", block + ".bn1", planes, in, 1);
    convolution(block + ".conv2", block + ".bn2", planes, planes, 3);
    convolution(block + ".conv3", block + ".bn3", EXPANSION * planes, planes, 1);
    if (first) {
      String shortcut = block + ".downsample";
      convolution(shortcut + ".0", shortcut + ".1", EXPANSION * planes, in, 1);
    }
  }

  private void convolution(String name, String norm, long out, long in, long side) {
    put(name + ".weight", out, in, side, side);
    put(norm + ".weight", out);
    put(norm + ".bias", out);
    put(norm + ".running_mean", out);
    put(norm + ".running_var", out);
  }

  private void pooling(VisionConfig vision, int embedDim) {
    long width = vision.channels();
    put("visual.attnpool.positional_embedding", vision.tokens(), width);
    for (String projection : new String[] {"q_proj", "k_proj", "v_proj"}) {
      put("visual.attnpool." + projection + ".weight", width, width);
      put("visual.attnpool." + projection + ".bias", width);
    }
    put("visual.attnpool.c_proj.weight", embedDim, width);
    put("visual.attnpool.c_proj.bias", embedDim);
  }

  private void put(String name, long... shape) {
    shapes.put(name, shape);
  }
}
