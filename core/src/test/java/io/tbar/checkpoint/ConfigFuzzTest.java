package io.tbar.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replaces values of a configuration at random and sees that each result is judged in words. */
class ConfigFuzzTest {
  private static final List<@Nullable Object> ODD =
      Arrays.asList(
          null,
          -1L,
          0L,
          1L,
          3L,
          Long.MAX_VALUE,
          1L << 31,
          (1L << 31) - 1,
          BigInteger.ONE.shiftLeft(80),
          0.5,
          1e308,
          "x",
          "",
          true,
          List.of(),
          List.of(1L, 2L, 3L),
          List.of("x"),
          Map.of(),
          Map.of("height", 7L));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "hf-gelu, config.json",
    "hf-gelu, preprocessor_config.json",
    "openclip-gelu, open_clip_config.json",
    "openclip-resnet, open_clip_config.json",
    "hf-quick-gelu-f16-sharded, model.safetensors.index.json"
  })
  void anOddConfigurationIsReadOrRefusedButNeverFails(String model, String name) throws Exception {
    Path copy = Golden.copy(model, folder);
    Path file = copy.resolve(name);
    byte[] original = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(name.hashCode());
    int refused = 0;
    for (int i = 0; i < 150; i++) {
      JsonObject json = Json.parse(original, name);
      spoil(json, random);
      Files.writeString(file, Json.write(json));
      try (Checkpoint checkpoint = Checkpoint.open(copy)) {
        assertThat(Inspector.facts(checkpoint).architecture()).isNotEmpty();
      } catch (TbarException e) {
        refused++;
        assertThat(e.getMessage()).contains(model);
      } catch (RuntimeException | StackOverflowError e) {
        fail(json.toString(), e);
      }
    }
    assertThat(refused).isPositive();
  }

  private static void spoil(JsonObject json, SplittableRandom random) {
    List<JsonObject> objects = new ArrayList<>(List.of(json));
    for (int i = 0; i < objects.size(); i++) {
      for (Object value : objects.get(i).members().values()) {
        if (value instanceof JsonObject inner) {
          objects.add(inner);
        }
      }
    }
    JsonObject chosen = objects.get(random.nextInt(objects.size()));
    List<String> keys = new ArrayList<>(chosen.keys());
    if (!keys.isEmpty()) {
      String key = keys.get(random.nextInt(keys.size()));
      chosen.members().put(key, ODD.get(random.nextInt(ODD.size())));
    }
  }
}
