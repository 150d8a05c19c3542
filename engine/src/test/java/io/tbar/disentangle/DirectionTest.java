package io.tbar.disentangle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.clip.Golden;
import io.tbar.method.TinyFiles;
import io.tbar.torch.Engine;
import io.tbar.train.ZeroShotModel;
import io.tbar.vector.LinearCombination;
import io.tbar.vector.Provenance;
import io.tbar.vector.TaskVector;
import io.tbar.vector.VectorArithmetic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectionTest {
  @TempDir static Path folder;
  private static Path vector;
  private static Path moved;

  /** The golden clean vector in the names of a Hugging Face base, and that base moved by it. */
  @BeforeAll
  static void make() {
    Engine.start(1);
    vector = folder.resolve("vector.safetensors");
    moved = folder.resolve("moved");
    Golden golden = Golden.open("disentangle-tau-clean.safetensors");
    try (Checkpoint base = Checkpoint.open(TinyFiles.golden())) {
      Map<String, float[]> values = new LinkedHashMap<>();
      for (String name :
          List.of("visual.proj", "visual.transformer.resblocks.1.attn.in_proj_weight")) {
        values.put(name, golden.floats(name));
      }
      TaskVector.save(
          vector,
          base,
          values,
          new Provenance(base.modelDigest(), base.layout(), "test", "image tower", Map.of()));
      try (TaskVector tau = TaskVector.open(vector)) {
        VectorArithmetic.apply(
            base,
            LinearCombination.of(1, tau),
            moved,
            VectorArithmetic.Options.STRICT,
            Progress.silent());
      }
    }
  }

  @Test
  void readsAVectorOfItsBaseInTheEnginesNames() {
    Golden golden = Golden.open("disentangle-tau-clean.safetensors");
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden());
        Direction direction =
            Direction.ofVector(vector, model, List.of(model.checkpoint().modelDigest()))) {
      assertThat(direction.weights().names())
          .containsExactlyInAnyOrder(
              "visual.proj", "visual.transformer.resblocks.1.attn.in_proj_weight");
      for (String name : direction.weights().names()) {
        assertThat(direction.weights().read(name)).isEqualTo(golden.floats(name));
      }
      assertThat(direction.leftOut()).isEmpty();
    }
  }

  @Test
  void takesTheDifferenceToACheckpoint() {
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden());
        Direction fromFile = Direction.ofVector(vector, model, List.of());
        Direction difference = Direction.ofCheckpoint(moved, model)) {
      assertThat(difference.weights().names()).isEqualTo(fromFile.weights().names());
      for (String name : difference.weights().names()) {
        assertThat(Golden.distance(difference.weights().read(name), fromFile.weights().read(name)))
            .isLessThan(1e-5);
      }
    }
  }

  @Test
  void takesOneDirectionAwayFromAnother() {
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden());
        Direction both = Direction.ofVector(vector, model, List.of());
        Direction rest = both.without(both)) {
      for (String name : rest.weights().names()) {
        assertThat(rest.weights().read(name)).containsOnly(0f);
      }
    }
  }

  @Test
  void refusesAVectorOfAnotherBaseUnlessAnyIsWelcome() {
    try (ZeroShotModel model = TinyFiles.model(moved)) {
      String digest = model.checkpoint().modelDigest();
      assertThatThrownBy(() -> Direction.ofVector(vector, model, List.of(digest)))
          .isInstanceOf(TbarException.class)
          .hasMessageContaining("measured on the base")
          .hasMessageContaining("--transfer");
      try (Direction direction = Direction.ofVector(vector, model, List.of())) {
        assertThat(direction.weights().names()).hasSize(2);
      }
    }
  }

  @Test
  void refusesACheckpointOfAnotherArchitecture() {
    Path other = TinyFiles.golden().resolveSibling("hf-quick-gelu");
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden())) {
      assertThatThrownBy(() -> Direction.ofCheckpoint(other, model))
          .isInstanceOf(TbarException.class)
          .hasMessageContaining("of another architecture")
          .hasMessageContaining("QUICK_GELU");
    }
  }

  @Test
  void refusesTheBaseItselfAsADirection() {
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden())) {
      assertThatThrownBy(() -> Direction.ofCheckpoint(TinyFiles.golden(), model))
          .isInstanceOf(TbarException.class)
          .hasMessageContaining("no direction");
    }
  }

  @Test
  void refusesAVectorThatFitsAnotherLayout() throws Exception {
    Path openClip = TinyFiles.golden().resolveSibling("openclip-gelu");
    assertThat(Files.isDirectory(openClip)).isTrue();
    try (ZeroShotModel model = TinyFiles.model(openClip)) {
      assertThatThrownBy(() -> Direction.ofVector(vector, model, List.of()))
          .isInstanceOf(TbarException.class)
          .hasMessageContaining("does not fit the base");
    }
  }
}
