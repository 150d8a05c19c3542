package io.tbar.contrast;

import io.tbar.image.Pixels;
import java.util.ArrayList;
import java.util.List;

/**
 * Image–caption pairs of one step. An objective may add views of its own behind the pairs.
 *
 * @param step from 0, over the whole training
 * @param samples index of each pair in its data set
 * @param images the pairs' pictures, then added views
 * @param texts the pairs' distinct captions, then added ones
 * @param textOf index into {@code texts} of each pair's caption
 */
public record PairBatch(
    int step, int[] samples, List<Pixels> images, List<String> texts, int[] textOf) {
  public PairBatch {
    images = List.copyOf(images);
    texts = List.copyOf(texts);
  }

  /** Number of pairs, without added views. */
  public int size() {
    return samples.length;
  }

  /** Distinct captions, without added ones. */
  public int distinct() {
    int most = -1;
    for (int text : textOf) {
      most = Math.max(most, text);
    }
    return most + 1;
  }

  /** The same pairs with other pictures. */
  public PairBatch withImages(List<Pixels> others) {
    return new PairBatch(step, samples, others, texts, textOf);
  }

  /** The pairs with views behind them. */
  public PairBatch plus(List<Pixels> moreImages, List<String> moreTexts) {
    List<Pixels> allImages = new ArrayList<>(images);
    allImages.addAll(moreImages);
    List<String> allTexts = new ArrayList<>(texts);
    allTexts.addAll(moreTexts);
    return new PairBatch(step, samples, allImages, allTexts, textOf);
  }
}
