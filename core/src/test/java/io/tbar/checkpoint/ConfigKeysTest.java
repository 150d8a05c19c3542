package io.tbar.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key that changes graph or pixels is read, or refused by name. */
class ConfigKeysTest {
  private static final String HALF =
      "'image_mean':[0.5,0.5,0.5],'image_std':[0.5,0.5,0.5],'size':{'height':224,'width':224}";

  @TempDir Path folder;

  @Test
  void readsPixelsFromTheProcessorOfNewerFolders() throws IOException {
    put("processor_config.json", "{'image_processor':{" + HALF + "},'processor_class':'C'}");
    PreprocessConfig pixels = hf("{}").preprocess();
    assertThat(pixels.mean()).containsExactly(0.5f, 0.5f, 0.5f);
    assertThat(pixels.std()).containsExactly(0.5f, 0.5f, 0.5f);
    assertThat(pixels.resize()).isEqualTo(PreprocessConfig.Resize.SQUASH);
  }

  @Test
  void refusesTwoWordsOnPixelsThatDiffer() throws IOException {
    put("processor_config.json", "{'image_processor':{" + HALF + "}}");
    put("preprocessor_config.json", "{" + HALF + "}");
    assertThat(hf("{}").preprocess().mean()[0]).isEqualTo(0.5f);
    put("preprocessor_config.json", "{}");
    assertThatThrownBy(() -> hf("{}")).hasMessageContaining("prepare pixels differently");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "vision_config.use_rope | 'vision_config':{'use_rope':true}",
        "text_config.pooling | 'text_config':{'pooling':'mean'}",
        "vision_config.pruned_heads | 'vision_config':{'pruned_heads':{'0':[1]}}",
        "vision_config.model_type | 'vision_config':{'model_type':'siglip_vision_model'}",
        "quantization_config | 'quantization_config':{'bits':4}",
        "auto_map | 'auto_map':{'AutoModel':'m.M'}"
      })
  void refusesWhatHuggingFaceDoesNotKnow(String key, String keys) {
    assertThatThrownBy(() -> hf("{" + keys + "}"))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("'" + key + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "image_processor_type, \"SiglipImageProcessor\"",
    "do_pad, true",
    "size, {\"longest_edge\":224}",
    "image_std, '[0,1,1]'",
    "rescale_factor, NaN",
    "do_sharpen, true"
  })
  void refusesPixelsThatCannotBeFollowed(String key, String value) throws IOException {
    put("preprocessor_config.json", "{\"" + key + "\":" + value + "}");
    assertThatThrownBy(() -> hf("{}")).hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({
    "vision_cfg, scaled_cosine_attn, true",
    "vision_cfg, rope, true",
    "vision_cfg, act_layer, \"silu\"",
    "text_cfg, no_such_key, 3",
    "text_cfg, tokenizer_mode, \"clean\"",
    "text_cfg, scale_attn, true"
  })
  void refusesWhatOpenClipDoesNotKnowOrWeDoNotFollow(String tower, String key, String value)
      throws IOException {
    String plain = "{\"embed_dim\":24,\"vision_cfg\":{},\"text_cfg\":{}}";
    String one =
        plain.replace("\"" + tower + "\":{}", "\"%s\":{\"%s\":%s}".formatted(tower, key, value));
    assertThatThrownBy(() -> read("open_clip_config.json", "{\"model_cfg\":" + one + "}"))
        .hasMessageContaining(tower + "." + key);
    assertThat(read("open_clip_config.json", "{\"model_cfg\":" + plain + "}").embedDim())
        .isEqualTo(24);
  }

  @Test
  void readsNaNAndAMarkAsPythonDoes() throws IOException {
    assertThat(hf("{'logit_scale_init_value':NaN}").embedDim()).isEqualTo(512);
    assertThat(hf("\uFEFF{'model_type':'clip'}").embedDim()).isEqualTo(512);
  }

  private ClipConfig hf(String json) throws IOException {
    String typed = json.replaceFirst("\\{", "{'model_type':'clip',").replace(",}", "}");
    return read("config.json", typed.contains("'model_type':'clip','model_type'") ? json : typed);
  }

  private ClipConfig read(String name, String json) throws IOException {
    return ConfigReader.read(put(name, json), folder).clip();
  }

  private Path put(String name, String json) throws IOException {
    return Files.writeString(folder.resolve(name), json.replace('\'', '"'));
  }
}
