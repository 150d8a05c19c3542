package io.tbar.clip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Progress;
import io.tbar.image.Pixels;
import io.tbar.torch.Engine;
import io.tbar.torch.SplitBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class EmbedderTest {
  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @Test
  void givesEveryPictureTheSameRowWhateverTheBatch() {
    List<Pixels> pictures = pictures(5);
    try (Clip clip = Golden.model("openclip-gelu")) {
      float[][] whole = new Embedder(clip, 8, Progress.silent()).images(pictures.iterator(), 5);
      float[][] pairs = new Embedder(clip, 2, Progress.silent()).images(pictures.iterator(), 5);
      assertThat(whole).hasDimensions(5, 24);
      for (int i = 0; i < 5; i++) {
        assertThat(Golden.distance(pairs[i], whole[i])).isLessThan(1e-5);
      }
    }
  }

  @Test
  void embedsTextsInTheirOrder() {
    try (Clip clip = Golden.model("openclip-gelu")) {
      float[][] rows =
          new Embedder(clip, 2, Progress.silent())
              .texts(EmbedderTest::letters, List.of("ab", "cd", "ab"));
      assertThat(rows).hasDimensions(3, 24);
      assertThat(Golden.distance(rows[0], rows[2])).isLessThan(1e-6);
      assertThat(Golden.distance(rows[0], rows[1])).isGreaterThan(1e-3);
    }
  }

  @Test
  void goesOnInHalvesWhereMemoryIsShort() {
    List<Integer> done = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void update(String stage, long count, long total) {}

          @Override
          public void note(String message) {
            notes.add(message);
          }
        };
    SplitBatch.run(
        List.of(1, 2, 3, 4),
        some -> {
          if (some.size() > 2) {
            throw new IllegalStateException("DefaultCPUAllocator: can't allocate memory");
          }
          done.addAll(some);
        },
        progress);
    assertThat(done).containsExactly(1, 2, 3, 4);
    assertThat(notes).containsExactly("Memory is short: a batch of 4 goes on in parts of 2.");
  }

  private static int[] letters(String text, int length) {
    int[] ids = new int[length];
    ids[0] = 998;
    for (int i = 0; i < text.length(); i++) {
      ids[i + 1] = text.charAt(i);
    }
    ids[text.length() + 1] = 999;
    return ids;
  }

  private static List<Pixels> pictures(int count) {
    SplittableRandom random = new SplittableRandom(1);
    List<Pixels> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] chw = new byte[3 * 32 * 32];
      random.nextBytes(chw);
      pictures.add(new Pixels(32, chw));
    }
    return pictures;
  }
}
