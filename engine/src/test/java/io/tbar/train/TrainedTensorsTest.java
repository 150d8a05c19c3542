package io.tbar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.Activation;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.checkpoint.PreprocessConfig;
import io.tbar.checkpoint.TextConfig;
import io.tbar.checkpoint.VisionConfig;
import io.tbar.clip.Clip;
import io.tbar.clip.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainedTensorsTest {
  private static final ClipConfig CONFIG =
      new ClipConfig(
          new VisionConfig(32, 8, 48, 12, 3, 192),
          new TextConfig(16, 1000, 32, 2, 2, 128, -1),
          24,
          Activation.GELU,
          1e-5,
          PreprocessConfig.clip(PreprocessConfig.Crop.HF));
  private static final List<String> NAMES =
      List.of(
          "visual.conv1.weight",
          "visual.transformer.resblocks.1.ln_1.weight",
          "visual.transformer.resblocks.10.mlp.c_fc.bias",
          "visual.transformer.resblocks.11.ln_1.weight",
          "visual.proj",
          "transformer.resblocks.11.ln_1.weight",
          "logit_scale");

  @Test
  void keepsTheRunningStatisticsOfAResNet() {
    try (Clip resnet = Golden.model("openclip-resnet")) {
      assertThat(TrainedTensors.imageTower().of(resnet.weights().names()))
          .contains("visual.layer4.0.bn3.weight", "visual.attnpool.c_proj.weight")
          .noneMatch(name -> name.contains("running"));
      assertThat(TrainedTensors.lastBlocks(resnet.config(), 1).of(resnet.weights().names()))
          .allMatch(name -> name.startsWith("visual.layer4.") || name.contains("attnpool"))
          .contains("visual.layer4.0.conv1.weight");
    }
  }

  @Test
  void theImageTowerIsAllThatIsVisual() {
    assertThat(TrainedTensors.parse("image", CONFIG).of(NAMES)).hasSize(5);
  }

  @Test
  void theLastBlocksComeWithWhatFollowsThem() {
    assertThat(TrainedTensors.parse("last:2", CONFIG).of(NAMES))
        .containsExactly(NAMES.get(2), NAMES.get(3), "visual.proj");
    assertThat(TrainedTensors.parse("last:1", CONFIG).of(NAMES))
        .containsExactly(NAMES.get(3), "visual.proj");
  }

  @Test
  void anExpressionMatchesAnywhereInTheNameButNeverTheTextTower() {
    assertThat(TrainedTensors.parse("ln_1", CONFIG).of(NAMES))
        .containsExactly(NAMES.get(1), NAMES.get(3));
  }

  @Test
  void refusesWhatNamesNothing() {
    assertThatThrownBy(() -> TrainedTensors.parse("attention", CONFIG).of(NAMES))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("matches \"attention\"");
    assertThatThrownBy(() -> TrainedTensors.parse("last:13", CONFIG))
        .hasMessageContaining("has 12: give 1 to 12");
    assertThatThrownBy(() -> TrainedTensors.parse("(", CONFIG))
        .hasMessageContaining("no regular expression");
  }
}
