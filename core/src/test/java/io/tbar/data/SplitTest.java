package io.tbar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {
  @TempDir Path folder;

  @Test
  void drawsTheSamePartsForTheSameSeedAndOthersForAnother() throws IOException {
    ImageData data = images("x", IntStream.range(0, 40).toArray());
    List<ImageData> parts = Split.parts(data, 3, 10, 20);
    assertThat(parts).isEqualTo(Split.parts(data, 3, 10, 20));
    assertThat(parts).isNotEqualTo(Split.parts(data, 4, 10, 20));
    assertThat(parts.get(0).samples()).doesNotContainAnyElementsOf(parts.get(1).samples());
    assertThat(Split.parts(data, 3, 10, -1).get(1).size()).isEqualTo(30);
  }

  @Test
  void drawsOneContentOnceUnderWhateverName() throws IOException {
    ImageData data = images("x", 1, 1, 2, 2, 3, 3, 4, 4);
    List<ImageData> parts = Split.parts(data, 0, 2, 2);
    Set<String> contents = new HashSet<>();
    parts.forEach(p -> p.samples().forEach(s -> contents.add(ContentHash.of(s))));
    assertThat(contents).hasSize(4);
    assertThatThrownBy(() -> Split.parts(data, 0, 3, 2))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("has 4 different images, too few for the 5 asked for");
    assertThat(Split.sample(data, 100, 0).size()).isEqualTo(4);
  }

  @Test
  void ordersEveryIndexOnceInAWayThatTheSeedDecides() {
    int[] order = Split.order(1000, 5, "epoch", 1);
    assertThat(order)
        .doesNotHaveDuplicates()
        .hasSize(1000)
        .isNotEqualTo(Split.order(1000, 5, "epoch", 2));
    assertThat(order).isEqualTo(Split.order(1000, 5, "epoch", 1));
  }

  @Test
  void findsSharedImagesByContentWhateverTheyAreCalled() throws IOException {
    ImageData forget = images("forget", 1, 2, 3);
    ImageData test = images("test", 3, 4, 1, 5);
    assertThat(Overlap.keys(forget, test)).containsExactly("0.png", "2.png");
    assertThatThrownBy(() -> Overlap.refuse("forget set", forget, "test images", test))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("share 2 of 4 images, the first being 0.png");
    Overlap.refuse("forget set", forget, "test images", images("other", 6, 7));
  }

  private ImageData images(String name, int... numbers) throws IOException {
    for (int i = 0; i < numbers.length; i++) {
      Fixtures.write(folder.resolve(name).resolve(i + ".png"), Fixtures.png(numbers[i]));
    }
    return DataSets.open(folder.resolve(name).toString(), null);
  }
}
