package io.tbar.clip;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.checkpoint.TextConfig;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The causal transformer: token ids to embeddings. */
final class TextTower {
  private final TextConfig config;
  private final Tensor table;
  private final Tensor positions;
  private final List<Block> blocks;
  private final LayerNorm last;
  private final Tensor projection;

  TextTower(ClipConfig clip, Layers layers) {
    config = clip.text();
    table = layers.tensor("token_embedding.weight");
    positions = layers.tensor("positional_embedding");
    blocks = layers.blocks("transformer", config.layers(), config.heads(), true);
    last = layers.norm("ln_final");
    projection = layers.tensor("text_projection");
  }

  /**
   * Positions after the last end token of the batch are left out: a causal tower cannot see them.
   *
   * @param ids [N, L]
   * @return [N, D], not normalised
   */
  Tensor encode(Tensor ids) {
    return Scope.keep(
        () -> {
          long[] ends = ends(ids);
          long used = Arrays.stream(ends).max().orElse(0) + 1;
          return forward(ids.narrow(1, 0, used), ends, tokens -> {});
        });
  }

  /**
   * @param hidden is shown the tokens [N, L, W] before the first block and after each
   */
  Tensor forward(Tensor ids, Consumer<Tensor> hidden) {
    return forward(ids, ends(ids), hidden);
  }

  private Tensor forward(Tensor ids, long[] ends, Consumer<Tensor> hidden) {
    return Scope.keep(
        () -> {
          long n = ids.size(0);
          long length = ids.size(1);
          Tensor x = torch.embedding(table, ids).add(positions.narrow(0, 0, length));
          hidden.accept(x);
          for (Block block : blocks) {
            Tensor next = block.forward(x);
            x.close();
            x = next;
            hidden.accept(x);
          }
          long[] rows = new long[ends.length];
          for (int i = 0; i < rows.length; i++) {
            rows[i] = i * length + ends[i];
          }
          Tensor pooled =
              x.reshape(n * length, config.width()).index_select(0, Tensors.of(rows, n));
          return torch.matmul(last.forward(pooled), projection);
        });
  }

  /** The position that is pooled, for each text: the first end token. */
  private long[] ends(Tensor ids) {
    if (ids.size(1) > config.contextLength()) {
      throw TbarException.badInput(
          "Texts of %d tokens do not fit the model's context of %d.",
          ids.size(1), config.contextLength());
    }
    long[] flat = Tensors.longs(ids);
    int length = Math.toIntExact(ids.size(1));
    long[] ends = new long[flat.length / length];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = end(flat, i * length, length);
    }
    return ends;
  }

  private int end(long[] ids, int from, int length) {
    int best = 0;
    for (int i = 0; i < length; i++) {
      long id = ids[from + i];
      if (id < 0 || id >= config.vocabSize()) {
        throw TbarException.badInput(
            "Token id %d is outside the model's vocabulary of %d.", id, config.vocabSize());
      }
      if (config.eosId() >= 0 && id == config.eosId()) {
        return i;
      }
      if (id > ids[from + best]) {
        best = i;
      }
    }
    if (config.eosId() >= 0) {
      throw TbarException.badInput("A text has no end token (id %d).", config.eosId());
    }
    return best;
  }
}
