package io.tbar.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.checkpoint.Activation;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.checkpoint.PreprocessConfig;
import io.tbar.checkpoint.TextConfig;
import io.tbar.checkpoint.VisionConfig;
import org.junit.jupiter.api.Test;

/** What memory is told beside what was measured (docs/results/speed.md). */
class PeakMemoryTest {
  private static final PeakMemory B32 = of(new VisionConfig(224, 32, 768, 12, 12, 3072));

  @Test
  void countsTheWeightsOfClipVitB32() {
    assertThat(B32.weights()).isEqualTo(4L * 151_277_313);
    assertThat(B32.imageTower()).isEqualTo(4L * 87_849_216);
  }

  @Test
  void anImageOfVitB32KeepsWhatWasMeasured() {
    // 64 images with a gradient of the pixels took 2,836 MB, of which 900 to 1,100 are the process.
    assertThat(64 * B32.ofImage() / 1e6).isBetween(1_700.0, 2_100.0);
  }

  @Test
  void aLargerTowerKeepsMore() {
    PeakMemory l14 = of(new VisionConfig(224, 14, 1024, 24, 16, 4096));
    assertThat(l14.ofImage()).isGreaterThan(10 * B32.ofImage());
    assertThat(of(VisionConfig.resnet(224, 64, 32, java.util.List.of(3, 4, 6, 3))).ofImage())
        .isBetween(50_000_000L, 500_000_000L);
  }

  @Test
  void moreAtOnceTakesMore() {
    assertThat(B32.peak(128, 0) - B32.peak(64, 0)).isEqualTo(64 * B32.ofImage());
    assertThat(B32.peak(8, 7)).isGreaterThan(B32.weights());
  }

  private static PeakMemory of(VisionConfig vision) {
    return new PeakMemory(
        new ClipConfig(
            vision,
            new TextConfig(77, 49408, 512, 12, 8, 2048, -1),
            512,
            Activation.GELU,
            1e-5,
            PreprocessConfig.clip(PreprocessConfig.Crop.OPENCLIP)));
  }
}
