package io.tbar.clip;

import io.tbar.checkpoint.ClipConfig;
import io.tbar.checkpoint.VisionConfig;
import io.tbar.torch.Scope;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The vision transformer: pixels to embeddings. */
final class VisionTransformer implements ImageTower {
  private final VisionConfig config;
  private final Tensor patches;
  private final Tensor classToken;
  private final Tensor positions;
  private final LayerNorm pre;
  private final List<Block> blocks;
  private final LayerNorm post;
  private final Tensor projection;

  VisionTransformer(ClipConfig clip, Layers layers) {
    config = clip.vision();
    patches = layers.tensor("visual.conv1.weight");
    classToken = layers.tensor("visual.class_embedding");
    positions = layers.tensor("visual.positional_embedding");
    pre = layers.norm("visual.ln_pre");
    blocks = layers.blocks("visual.transformer", config.layers(), config.heads(), false);
    post = layers.norm("visual.ln_post");
    projection = layers.tensor("visual.proj");
  }

  @Override
  public Tensor forward(Tensor pixels, Consumer<Tensor> hidden) {
    return forward(pixels, Block::forward, hidden);
  }

  /** Only the class token is read in the end, so that the last block makes no other. */
  @Override
  public Tensor forward(Tensor pixels) {
    return forward(pixels, Block::first, nobody -> {});
  }

  private Tensor forward(
      Tensor pixels, BiFunction<Block, Tensor, Tensor> last, Consumer<Tensor> hidden) {
    return Scope.keep(
        () -> {
          Tensor x = Scope.keep(() -> pre.forward(embed(pixels)));
          hidden.accept(x);
          for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            Tensor next = i < blocks.size() - 1 ? block.forward(x) : last.apply(block, x);
            x.close();
            x = next;
            hidden.accept(x);
          }
          return torch.matmul(post.forward(x.select(1, 0)), projection);
        });
  }

  /** A convolution whose stride is its size is one matrix product over flattened patches. */
  private Tensor embed(Tensor pixels) {
    long n = pixels.size(0);
    long p = config.patchSize();
    long grid = config.imageSize() / p;
    long width = config.width();
    Tensor flat =
        pixels
            .to(patches.scalar_type())
            .view(n, 3, grid, p, grid, p)
            .permute(0, 2, 4, 1, 3, 5)
            .reshape(n, grid * grid, 3 * p * p);
    Tensor tokens = torch.linear(flat, patches.view(width, 3 * p * p));
    Tensor start = classToken.view(1, 1, width).expand(n, 1, width).to(tokens.scalar_type());
    return torch.cat(new TensorVector(start, tokens), 1).add(positions);
  }
}
