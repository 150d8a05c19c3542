package io.tbar.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken for a checkpoint, and is none or a wrapped one, is told for what it is. */
class MistakenFoldersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "openclip-gelu, open_clip_model.safetensors, _orig_mod., (torch.compile)",
    "hf-gelu, model.safetensors, base_model.model., (peft)",
    "hf-gelu, model.safetensors, clip., which the architecture does not have"
  })
  void aPrefixOfAllNamesIsNamedOnce(String model, String file, String prefix, String says)
      throws Exception {
    Path copy = Golden.copy(model, folder);
    rename(copy.resolve(file), name -> prefix + name);
    assertRefused(copy, "begin with '" + prefix + "'", says);
  }

  @Test
  void aPrefixOfOneTowerIsNamed() throws Exception {
    Path copy = Golden.copy("hf-gelu", folder);
    rename(
        copy.resolve("model.safetensors"),
        name -> name.startsWith("vision_model.") ? "vision_model." + name : name);
    assertRefused(copy, "begin with 'vision_model.'", "Save the model itself");
  }

  @Test
  void namesThatFitNothingAreListedInFew() throws Exception {
    Path copy = Golden.copy("hf-gelu", folder);
    rename(copy.resolve("model.safetensors"), name -> name.replace('.', '-'));
    assertRefused(copy, "missing (", "more");
  }

  @Test
  void anAdapterIsNoModel() throws Exception {
    Path adapter = Files.createDirectory(folder.resolve("peft"));
    Files.writeString(adapter.resolve("adapter_config.json"), "{}");
    Files.writeString(adapter.resolve("adapter_model.safetensors"), "");
    assertRefused(adapter, "holds an adapter", "merge_and_unload");
  }

  @Test
  void aTrainersFolderWithoutWeightsLacksWeights() throws Exception {
    Path copy = Golden.copy("hf-gelu", folder);
    Files.delete(copy.resolve("model.safetensors"));
    Files.writeString(copy.resolve("optimizer.pt"), "PK");
    Files.writeString(copy.resolve("training_args.bin"), "PK");
    assertRefused(copy, "a configuration but no weights", "model.safetensors");
  }

  @Test
  void aConfigurationIsNoModel() {
    assertRefused(Golden.model("hf-gelu").resolve("config.json"), "no weights", "name the folder");
  }

  private static void assertRefused(Path model, String... says) {
    assertThatThrownBy(() -> Checkpoint.open(model))
        .isInstanceOf(TbarException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(says).hasSizeLessThan(2500));
  }

  private static void rename(Path weights, UnaryOperator<String> name) throws Exception {
    Path changed = weights.resolveSibling("changed");
    try (SafetensorsFile file = SafetensorsFile.open(weights)) {
      List<TensorData> tensors = new ArrayList<>();
      file.tensors()
          .values()
          .forEach(
              tensor ->
                  tensors.add(
                      TensorData.ofFloats(
                          name.apply(tensor.name()), tensor.shape(), file.floats(tensor))));
      SafetensorsWriter.write(changed, SafetensorsWriter.PT, tensors);
    }
    Files.delete(weights);
    Files.move(changed, weights);
  }
}
