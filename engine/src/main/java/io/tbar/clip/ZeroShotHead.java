package io.tbar.clip;

import io.tbar.base.TbarException;
import io.tbar.data.ClassNames;
import io.tbar.text.Tokenizer;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A linear classifier from text: per class the mean of its prompts' unit embeddings, made unit
 * again, times exp(logit_scale). Frozen: no gradient reaches it.
 */
public final class ZeroShotHead implements AutoCloseable {
  private static final int TEXTS_AT_ONCE = 256;

  /** ImageNet-21k with OpenAI's eighty templates has 1.7 million. */
  private static final long MOST_PROMPTS = 2_000_000;

  private final Tensor weight;
  private final List<List<int[]>> prompts;

  private ZeroShotHead(Tensor weight, List<List<int[]>> prompts) {
    this.weight = weight;
    this.prompts = prompts;
  }

  /**
   * Builds the head from a model's text tower.
   *
   * @param templates prompts with {@code {}} where the class name goes
   * @throws TbarException BAD_INPUT for more than two million prompts
   */
  public static ZeroShotHead build(
      Clip clip, Tokenizer tokenizer, ClassNames classes, List<String> templates) {
    requireFew(classes.names().size(), templates.size());
    int length = clip.config().text().contextLength();
    return build(
        clip,
        classes.names().stream()
            .map(
                name ->
                    templates.stream()
                        .map(t -> tokenizer.encode(t.replace("{}", name), length))
                        .toList())
            .toList());
  }

  /**
   * @throws TbarException BAD_INPUT where there are more prompts than memory would hold
   */
  static void requireFew(int classes, int templates) {
    if ((long) classes * templates > MOST_PROMPTS) {
      throw TbarException.badInput(
          "%,d classes with %,d templates each are more than %,d prompts; take fewer of either.",
          classes, templates, MOST_PROMPTS);
    }
  }

  /**
   * Builds the head from token ids.
   *
   * @param prompts per class its prompts' ids, all of the same length
   */
  public static ZeroShotHead build(Clip clip, List<List<int[]>> prompts) {
    return new ZeroShotHead(Scope.persist(() -> weight(clip, prompts)), List.copyOf(prompts));
  }

  private static Tensor weight(Clip clip, List<List<int[]>> prompts) {
    return Inference.of(
        () -> {
          Tensor texts = unitEmbeddings(clip, prompts.stream().flatMap(List::stream).toList());
          TensorVector rows = new TensorVector();
          int from = 0;
          for (List<int[]> ofClass : prompts) {
            rows.push_back(texts.narrow(0, from, ofClass.size()).mean(0));
            from += ofClass.size();
          }
          return Embeddings.normalise(torch.stack(rows)).mul(clip.scale());
        });
  }

  /** Token ids of each class's prompts; empty for a head of given weights. */
  public List<List<int[]>> prompts() {
    return prompts;
  }

  /**
   * Computes the head anew after the text tower has changed.
   *
   * @throws IllegalStateException for a head of given weights
   */
  public void rebuild(Clip clip) {
    if (prompts.isEmpty()) {
      throw new IllegalStateException("a head of given weights has no prompts");
    }
    Inference.run(
        () -> {
          try (Scope s = new Scope()) {
            weight.copy_(weight(clip, prompts));
          }
        });
  }

  /** A head of given weights [C, D], which are copied. */
  public static ZeroShotHead of(Tensor weight) {
    return new ZeroShotHead(Scope.persist(() -> weight.detach().clone()), List.of());
  }

  /** [C, D] including exp(logit_scale); owned by the head. */
  public Tensor weight() {
    return weight;
  }

  public int classes() {
    return Math.toIntExact(weight.size(0));
  }

  /**
   * @param embeddings image embeddings [N, D] of any length
   * @return logits [N, C]
   */
  public Tensor logits(Tensor embeddings) {
    return Scope.keep(() -> torch.matmul(Embeddings.normalise(embeddings), weight.t()));
  }

  private static Tensor unitEmbeddings(Clip clip, List<int[]> texts) {
    TensorVector parts = new TensorVector();
    for (int from = 0; from < texts.size(); from += TEXTS_AT_ONCE) {
      List<int[]> batch = texts.subList(from, Math.min(from + TEXTS_AT_ONCE, texts.size()));
      parts.push_back(
          Scope.keep(() -> Embeddings.normalise(clip.encodeText(TokenBatch.of(batch)))));
    }
    return torch.cat(parts, 0);
  }

  @Override
  public void close() {
    weight.close();
  }
}
