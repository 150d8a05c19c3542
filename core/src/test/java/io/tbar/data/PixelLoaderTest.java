package io.tbar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.PreprocessConfig;
import io.tbar.image.ImageDecoder;
import io.tbar.image.Preprocess;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelLoaderTest {
  private static final Preprocess PREPROCESS =
      new Preprocess(PreprocessConfig.clip(PreprocessConfig.Crop.HF), 8);
  private static final LoadOptions OPTIONS = LoadOptions.defaults().withThreads(3);

  @TempDir Path folder;

  @Test
  void givesTheImagesInOrderWithTheSamePixelsAsOneByOne() throws Exception {
    ImageData data = images(100);
    try (PixelLoader loader = new PixelLoader(data, PREPROCESS, OPTIONS)) {
      PixelPass pass = loader.pass();
      for (int i = 0; i < data.size(); i++) {
        Loaded loaded = pass.next();
        assertThat(loaded.index()).isEqualTo(i);
        assertThat(loaded.sample()).isEqualTo(data.samples().get(i));
        byte[] file = data.samples().get(i).source().read();
        assertThat(loaded.pixels().chw())
            .isEqualTo(PREPROCESS.apply(ImageDecoder.tryDecode(file, 1000)).chw());
      }
      assertThat(pass.hasNext()).isFalse();
      assertThat(loader.waitShare()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void givesAnyOrderAndRepetitionThatIsAskedFor() throws IOException {
    try (PixelLoader loader = new PixelLoader(images(5), PREPROCESS, OPTIONS)) {
      assertThat(indices(loader.pass(new int[] {4, 0, 4}))).containsExactly(4L, 0L, 4L);
      assertThat(indices(loader.pass(new int[0]))).isEmpty();
    }
  }

  @Test
  void countsNamesAndSkipsImagesThatCannotBeUsed() throws IOException {
    images(4);
    Files.write(folder.resolve("0001.png"), Arrays.copyOf(Fixtures.png(1), 50));
    Files.write(folder.resolve("0002.png"), Fixtures.png(40, 40, 0));
    ImageData data = DataSets.open(folder.toString(), null);
    try (PixelLoader loader = new PixelLoader(data, PREPROCESS, OPTIONS.withMaxPixels(100))) {
      assertThat(indices(loader.pass())).containsExactly(0L, 3L);
      assertThat(indices(loader.pass())).containsExactly(0L, 3L);
      assertThat(loader.skipped()).isEqualTo(2);
      assertThat(loader.skippedNames().get(0)).startsWith("0001.png is damaged");
      assertThat(loader.skippedNames().get(1))
          .isEqualTo("0002.png is 40 x 40 pixels, more than the 100 allowed");
    }
  }

  @Test
  void endsAtTheFirstBadImageWhereLoadingIsStrict() throws IOException {
    images(4);
    Files.write(folder.resolve("0002.png"), new byte[0]);
    ImageData data = DataSets.open(folder.toString(), null);
    try (PixelLoader loader = new PixelLoader(data, PREPROCESS, OPTIONS.withStrict(true))) {
      PixelPass pass = loader.pass();
      assertThat(pass.next().index()).isZero();
      assertThat(pass.next().index()).isEqualTo(1);
      assertThatThrownBy(pass::hasNext)
          .isInstanceOf(TbarException.class)
          .hasMessageContaining("The image 0002.png in")
          .hasMessageContaining("is an empty file");
    }
  }

  @Test
  void countsAFileThatWentAwayAsSkipped() throws IOException {
    ImageData data = images(3);
    Files.delete(folder.resolve("0001.png"));
    try (PixelLoader loader = new PixelLoader(data, PREPROCESS, OPTIONS)) {
      assertThat(indices(loader.pass())).containsExactly(0L, 2L);
      assertThat(loader.skippedNames()).singleElement().asString().contains("does not exist");
    }
  }

  @Test
  void doesFurtherWorkAheadAndCountsTheWaitingForIt() throws IOException {
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    try (PixelLoader loader = new PixelLoader(images(20), PREPROCESS, OPTIONS.withThreads(1))) {
      Consumer<Loaded> slow =
          image -> {
            LockSupport.parkNanos(5_000_000);
            seen.add(image.index());
          };
      try (PixelPass pass = loader.pass(slow)) {
        while (pass.hasNext()) {
          assertThat(seen).contains(pass.next().index());
        }
      }
      assertThat(seen).hasSize(20);
      assertThat(loader.waitShare()).isGreaterThan(0.5);
    }
  }

  @Test
  void answersFromTheCacheOnceImagesAreIn() throws IOException {
    ImageData data = images(10);
    LoadOptions five = OPTIONS.withCacheBytes(5 * (3 * 64 + 128)).withThreads(1);
    try (PixelLoader loader = new PixelLoader(data, PREPROCESS, five)) {
      indices(loader.pass());
      for (Sample sample : data.samples()) {
        Files.delete(sample.source().file());
      }
      assertThat(indices(loader.pass()))
          .as("the first five fit")
          .containsExactly(0L, 1L, 2L, 3L, 4L);
    }
  }

  @Test
  void keepsOnlyTheWindowInMemoryHoweverManyImagesThereAre() throws Exception {
    int count = 20_000;
    Map<String, byte[]> members = new LinkedHashMap<>();
    byte[] png = Fixtures.png(1);
    for (int i = 0; i < count; i++) {
      members.put(i + ".png", png);
    }
    Path tar = Fixtures.tar(folder.resolve("many.tar"), members);
    ImageData data = DataSets.open(tar.toString(), null);
    List<WeakReference<Loaded>> seen = new ArrayList<>();
    try (PixelLoader loader = new PixelLoader(data, PREPROCESS, OPTIONS)) {
      PixelPass pass = loader.pass();
      while (pass.hasNext()) {
        seen.add(new WeakReference<>(pass.next()));
        if (seen.size() == count / 2) {
          assertThat(held(seen)).as("images still held half way").isLessThan(3);
        }
      }
    }
    assertThat(seen).hasSize(count);
  }

  /** A decoding thread may hold what it just delivered for a moment, so it is given some. */
  private static long held(List<WeakReference<Loaded>> seen) throws InterruptedException {
    long held = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 50 && held >= 3; attempt++) {
      System.gc();
      held = seen.stream().filter(e -> e.get() != null).count();
      if (held >= 3) {
        Thread.sleep(20);
      }
    }
    return held;
  }

  private ImageData images(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Fixtures.write(folder.resolve(String.format("%04d.png", i)), Fixtures.png(i));
    }
    return DataSets.open(folder.toString(), null);
  }

  private static List<Long> indices(PixelPass pass) {
    List<Long> indices = new ArrayList<>();
    pass.forEachRemaining(loaded -> indices.add(loaded.index()));
    return indices;
  }
}
