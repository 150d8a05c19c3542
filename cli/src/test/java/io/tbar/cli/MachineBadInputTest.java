package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.tbar.base.MachineMemory;
import io.tbar.torch.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine has not: said in one sentence, before anything long. */
class MachineBadInputTest {
  @TempDir Path folder;

  @Test
  void saysBeforeLoadingThatTheTowersDoNotFit() {
    System.setProperty(MachineMemory.PROPERTY, "1000000");
    try {
      for (String dry : List.of("--quiet", "--dry-run")) {
        Shell shell = audit(dry);
        assertThat(shell.code()).as(shell.err()).isEqualTo(3);
        assertThat(shell.out() + shell.err())
            .containsPattern("take \\d+\\.\\d MB of memory")
            .contains("this machine has 1.0 MB left");
      }
      Shell eval = eval();
      assertThat(eval.code()).isEqualTo(3);
      assertThat(eval.err()).contains("take a larger machine").hasLineCount(1);
    } finally {
      System.clearProperty(MachineMemory.PROPERTY);
    }
    assertThat(eval().code()).isZero();
  }

  @Test
  void saysThatThereIsNoCard() {
    Engine.start(1);
    assumeFalse(torch.cuda_is_available());
    Shell shell = eval("--device", "cuda");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err())
        .contains("The device cuda was asked for", "TBAR_LIBTORCH", "choose cpu")
        .hasLineCount(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void computesInFloat32AndKnowsNoOtherWay() {
    Shell shell = eval("--dtype", "bf16");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("--dtype");
    assertThat(Files.exists(folder.resolve("out"))).isFalse();
  }

  private Shell audit(String... more) {
    List<String> words = new ArrayList<>(List.of("audit", home("clip"), "--images"));
    words.addAll(List.of(home("data/defender.tar"), "--classes", home("data/classes.txt")));
    words.addAll(List.of("--scan-images=64", "--budget=quick", "--threads=1"));
    words.addAll(List.of(more));
    return Shell.tbar(words.toArray(String[]::new));
  }

  private static Shell eval(String... more) {
    List<String> words = new ArrayList<>(List.of("eval", home("clip"), "--data"));
    words.addAll(List.of(home("data/defender.tar"), "--classes", home("data/classes.txt")));
    words.addAll(List.of("--threads=1", "--quiet"));
    words.addAll(List.of(more));
    return Shell.tbar(words.toArray(String[]::new));
  }

  private static String home(String path) {
    return Path.of(System.getProperty("tbar.home"), "demo").resolve(path).toString();
  }
}
