package io.tbar.cli;

import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the short commands once over a made-up checkpoint, so that the launcher can archive the
 * classes they load.
 */
final class Rehearsal {
  private static final int WIDTH = 64;
  private static final String CONFIG =
      """
      {"model_type": "clip", "projection_dim": 64,
       "text_config": {"hidden_size": 64, "intermediate_size": 64, "num_hidden_layers": 1,
         "num_attention_heads": 1, "vocab_size": 64, "max_position_embeddings": 64,
         "eos_token_id": 63, "hidden_act": "quick_gelu"},
       "vision_config": {"hidden_size": 64, "intermediate_size": 64, "num_hidden_layers": 1,
         "num_attention_heads": 1, "image_size": 64, "patch_size": 8,
         "hidden_act": "quick_gelu"}}
      """;

  private final List<TensorData> tensors = new ArrayList<>();

  private Rehearsal() {}

  public static void main(String[] args) throws IOException {
    System.exit(rehearse());
  }

  /**
   * @return exit code of the look at the made-up checkpoint
   */
  static int rehearse() throws IOException {
    Console console =
        Console.of(
            OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false, () -> false);
    Runner.run(console, "--version");
    Runner.run(console, "--help");
    Path folder = Files.createTempDirectory("tbar-rehearsal");
    Path weights = folder.resolve("model.safetensors");
    Path config = folder.resolve("config.json");
    try {
      new Rehearsal().write(weights);
      Files.writeString(config, CONFIG);
      Runner.run(console, "inspect", "--no-such-option");
      Runner.run(console, "inspect", folder.toString(), "--verify", "--json");
      return Runner.run(console, "inspect", folder.toString());
    } finally {
      Files.deleteIfExists(weights);
      Files.deleteIfExists(config);
      Files.deleteIfExists(folder);
    }
  }

  private void write(Path weights) {
    add("logit_scale");
    add("text_projection.weight", WIDTH, WIDTH);
    add("visual_projection.weight", WIDTH, WIDTH);
    add("text_model.embeddings.token_embedding.weight", WIDTH, WIDTH);
    add("text_model.embeddings.position_embedding.weight", WIDTH, WIDTH);
    add("vision_model.embeddings.class_embedding", WIDTH);
    add("vision_model.embeddings.patch_embedding.weight", WIDTH, 3, 8, 8);
    add("vision_model.embeddings.position_embedding.weight", 65, WIDTH);
    addNorm("text_model.final_layer_norm");
    addNorm("vision_model.pre_layrnorm");
    addNorm("vision_model.post_layernorm");
    for (String tower : List.of("text_model", "vision_model")) {
      String layer = tower + ".encoder.layers.0.";
      addNorm(layer + "layer_norm1");
      addNorm(layer + "layer_norm2");
      for (String linear :
          List.of(
              "self_attn.q_proj",
              "self_attn.k_proj",
              "self_attn.v_proj",
              "self_attn.out_proj",
              "mlp.fc1",
              "mlp.fc2")) {
        add(layer + linear + ".weight", WIDTH, WIDTH);
        add(layer + linear + ".bias", WIDTH);
      }
    }
    SafetensorsWriter.write(weights, SafetensorsWriter.PT, tensors);
  }

  private void addNorm(String name) {
    add(name + ".weight", WIDTH);
    add(name + ".bias", WIDTH);
  }

  private void add(String name, long... shape) {
    int elements = 1;
    for (long dim : shape) {
      elements *= (int) dim;
    }
    tensors.add(TensorData.ofFloats(name, shape, new float[elements]));
  }
}
