package io.tbar.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.checkpoint.Activation;
import io.tbar.clip.Clip;
import io.tbar.clip.Golden;
import io.tbar.clip.ZeroShotHead;
import io.tbar.torch.Engine;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class MemoryTest {
  private static final int BATCH = 64;

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  /** A step that left its pixels behind, the smallest of its batches, would show as 45 MB. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void trainingStepsLeaveNothingBehind() throws IOException {
    try (Scope s = new Scope();
        Clip clip = Golden.model(Activation.QUICK_GELU);
        ZeroShotHead head = ZeroShotHead.of(torch.ones(new long[] {7, 24}))) {
      Map<String, Tensor> trainable = clip.weights().train(clip.weights().imageNames());
      try (AdamW optimiser = new AdamW(trainable.values(), AdamW.Settings.taskArithmetic())) {
        steps(10, clip, head, optimiser);
        long before = residentMegabytes();
        steps(60, clip, head, optimiser);
        assertThat(residentMegabytes() - before).isLessThan(30);
      }
    }
  }

  private static void steps(int count, Clip clip, ZeroShotHead head, AdamW optimiser) {
    for (int i = 0; i < count; i++) {
      try (Scope step = new Scope()) {
        Tensor pixels = torch.ones(new long[] {BATCH, 3, 32, 32});
        Tensor labels = Tensors.of(new int[BATCH], BATCH);
        Losses.crossEntropy(head.logits(clip.encodeImage(pixels)), labels).backward();
        optimiser.step(1e-5);
      }
    }
  }

  private static long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
