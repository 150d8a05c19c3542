package io.tbar.invert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tbar.checkpoint.Activation;
import io.tbar.clip.Clip;
import io.tbar.clip.Golden;
import io.tbar.clip.ZeroShotHead;
import io.tbar.torch.Engine;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DecreeGoldenTest {
  private static final double CLOSE = 1e-5;
  private static final Golden GOLDEN = Golden.open("decree.safetensors");

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @Test
  void decodesAndStampsAsTheReference() {
    try (Scope s = new Scope()) {
      Tensor mask = MaskPattern.decode(raw("mask_raw").unsqueeze(0));
      Tensor pattern = MaskPattern.decode(raw("pattern_raw"));
      Tensor stamped = MaskPattern.stamp(mask, pattern, GOLDEN.tensor("images01"));

      agrees(mask, "mask");
      agrees(pattern, "pattern");
      agrees(stamped, "stamped01");
    }
  }

  @Test
  void givesTheObjectiveAndItsGradients() {
    try (Scope s = new Scope();
        Clip clip = Golden.model(Activation.QUICK_GELU);
        ZeroShotHead head = ZeroShotHead.of(torch.ones(new long[] {2, 24}));
        Tower tower = new Tower(clip, head)) {
      Tensor mask = raw("mask_raw");
      Tensor pattern = raw("pattern_raw");
      Tensor cosine = Collapse.cosine(tower.embed(stamp(mask, pattern)));
      cosine.backward();

      assertThat((double) Tensors.item(cosine))
          .isCloseTo(GOLDEN.floats("mean_pairwise_cosine")[0], within(CLOSE));
      agrees(mask.grad(), "grad_of_cosine.mask_raw");
      agrees(pattern.grad(), "grad_of_cosine.pattern_raw");
      assertThat(tower.passes()).isEqualTo(12);
    }
  }

  @Test
  void givesTheMasksSizeOverThreeChannelsAndItsGradient() {
    try (Scope s = new Scope()) {
      Tensor mask = raw("mask_raw");
      Tensor l1 = MaskPattern.decode(mask).sum().mul(new Scalar(3.0));
      l1.backward();

      assertThat(Tensors.item(l1) / GOLDEN.floats("l1_of_mask_over_3_channels")[0])
          .isCloseTo(1, within((float) CLOSE));
      agrees(mask.grad(), "grad_of_l1.mask_raw");
    }
  }

  @Test
  void partsOfABatchGiveTheGradientsOfTheWhole() {
    try (Scope s = new Scope();
        Clip clip = Golden.model(Activation.QUICK_GELU);
        ZeroShotHead head = ZeroShotHead.of(torch.ones(new long[] {2, 24}));
        Tower tower = new Tower(clip, head)) {
      Tensor mask = raw("mask_raw");
      Tensor pattern = raw("pattern_raw");
      double cosine =
          Collapse.backward(3, p -> tower.embed(stamp(mask, pattern).narrow(0, 4L * p, 4)));

      assertThat(cosine).isCloseTo(GOLDEN.floats("mean_pairwise_cosine")[0], within(CLOSE));
      agrees(mask.grad().neg(), "grad_of_cosine.mask_raw");
      agrees(pattern.grad().neg(), "grad_of_cosine.pattern_raw");
    }
  }

  private static Tensor stamp(Tensor mask, Tensor pattern) {
    return MaskPattern.stamp(
        MaskPattern.decode(mask.unsqueeze(0)),
        MaskPattern.decode(pattern),
        GOLDEN.tensor("images01"));
  }

  private static Tensor raw(String name) {
    return GOLDEN.tensor(name).requires_grad_(true);
  }

  private static void agrees(Tensor actual, String name) {
    assertThat(Golden.distance(Tensors.floats(actual), GOLDEN.floats(name)))
        .as(name)
        .isLessThan(CLOSE);
  }
}
