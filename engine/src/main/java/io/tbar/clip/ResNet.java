package io.tbar.clip;

import io.tbar.checkpoint.VisionConfig;
import io.tbar.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * OpenAI's modified ResNet: three stem convolutions, four stages of bottlenecks, attention pooling
 * in place of average pooling. Batch normalisation always goes by the stored statistics, in
 * training too.
 */
final class ResNet implements ImageTower {
  private final List<ConvNorm> stem;
  private final List<List<Bottleneck>> stages = new ArrayList<>();
  private final AttentionPool pool;

  ResNet(VisionConfig config, Layers layers) {
    stem =
        List.of(
            layers.convolution("visual.conv1", "visual.bn1", 2),
            layers.convolution("visual.conv2", "visual.bn2", 1),
            layers.convolution("visual.conv3", "visual.bn3", 1));
    for (int stage = 1; stage <= config.stages().size(); stage++) {
      List<Bottleneck> blocks = new ArrayList<>();
      for (int i = 0; i < config.stages().get(stage - 1); i++) {
        int stride = stage > 1 && i == 0 ? 2 : 1;
        blocks.add(bottleneck(layers, "visual.layer" + stage + "." + i, i == 0, stride));
      }
      stages.add(List.copyOf(blocks));
    }
    String p = "visual.attnpool.";
    pool =
        new AttentionPool(
            layers.tensor(p + "positional_embedding"),
            layers.linear(p + "q_proj.weight", p + "q_proj.bias"),
            layers.tensor(p + "k_proj.weight"),
            layers.linear(p + "v_proj.weight", p + "v_proj.bias"),
            layers.linear(p + "c_proj.weight", p + "c_proj.bias"),
            config.heads(),
            layers.fused());
  }

  private static Bottleneck bottleneck(Layers layers, String name, boolean first, int stride) {
    return new Bottleneck(
        layers.convolution(name + ".conv1", name + ".bn1", 1),
        layers.convolution(name + ".conv2", name + ".bn2", 1),
        layers.convolution(name + ".conv3", name + ".bn3", 1),
        first ? layers.convolution(name + ".downsample.0", name + ".downsample.1", 1) : null,
        stride);
  }

  @Override
  public Tensor forward(Tensor pixels, Consumer<Tensor> hidden) {
    return Scope.keep(
        () -> {
          Tensor x = Scope.keep(() -> begin(pixels));
          hidden.accept(x);
          for (List<Bottleneck> stage : stages) {
            for (Bottleneck block : stage) {
              Tensor next = block.forward(x);
              x.close();
              x = next;
            }
            hidden.accept(x);
          }
          return pool.forward(x);
        });
  }

  private Tensor begin(Tensor pixels) {
    Tensor x = pixels.to(stem.get(0).kernel().scalar_type());
    for (ConvNorm layer : stem) {
      x = layer.active(x);
    }
    return torch.avg_pool2d(x, 2, 2);
  }
}
