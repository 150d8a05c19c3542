package io.tbar.checkpoint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.PreprocessConfig.Crop;
import io.tbar.checkpoint.PreprocessConfig.Resize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  @TempDir Path folder;

  @Test
  void aSparseFileMeansTheOriginalModel() throws IOException {
    ClipConfig config =
        hf("{'model_type':'clip','text_config':{'eos_token_id':2},'vision_config':{}}");
    assertThat(config.vision()).isEqualTo(new VisionConfig(224, 32, 768, 12, 12, 3072));
    assertThat(config.text()).isEqualTo(new TextConfig(77, 49408, 512, 12, 8, 2048, -1));
    assertThat(config.embedDim()).isEqualTo(512);
    assertThat(config.activation()).isEqualTo(Activation.QUICK_GELU);
    assertThat(config.preprocess().crop()).isEqualTo(Crop.HF);
    assertThat(config.preprocess().mean()).containsExactly(PreprocessConfig.CLIP_MEAN);
  }

  @Test
  void aLegacyDictOverridesTheWholeTower() throws IOException {
    ClipConfig config =
        hf(
            "{'text_config':{'hidden_size':64},'text_config_dict':{'hidden_size':1024,"
                + "'num_attention_heads':16},'vision_config':{'hidden_size':1024,"
                + "'num_attention_heads':16},'projection_dim':768}");
    assertThat(config.text().width()).isEqualTo(1024);
    assertThat(config.text().mlpWidth()).isEqualTo(2048);
    assertThat(config.vision().width()).isEqualTo(1024);
    assertThat(config.embedDim()).isEqualTo(768);
  }

  @Test
  void poolsAtTheLargestIdWhereTheEndTokenIsCLIPs() throws IOException {
    assertThat(hf("{'text_config':{},'vision_config':{}}").text().eosId()).isEqualTo(-1);
    assertThat(hf("{'text_config':{'vocab_size':900,'eos_token_id':2}}").text().eosId())
        .isEqualTo(-1);
    assertThat(hf("{'text_config':{'vocab_size':900,'eos_token_id':7}}").text().eosId())
        .isEqualTo(7);
  }

  @Test
  void openClipDefaultsAreItsOwn() throws IOException {
    ClipConfig config = openClip("{'embed_dim':512,'vision_cfg':{},'text_cfg':{}}", "{}");
    assertThat(config.vision()).isEqualTo(new VisionConfig(224, 16, 768, 12, 12, 3072));
    assertThat(config.activation()).isEqualTo(Activation.GELU);
    assertThat(config.preprocess().crop()).isEqualTo(Crop.OPENCLIP);
    ClipConfig huge =
        openClip(
            "{'embed_dim':1024,'quick_gelu':true,'vision_cfg':{'width':1280,'layers':32,"
                + "'head_width':80,'patch_size':14},'text_cfg':{'pool_type':'eos','eos_id':9}}",
            "{'mean':[0.5,0.5,0.5],'resize_mode':'squash','size':99}");
    assertThat(huge.vision().heads()).isEqualTo(16);
    assertThat(huge.text().eosId()).isEqualTo(9);
    assertThat(huge.preprocess().mean()).containsOnly(0.5f);
    assertThat(huge.preprocess().resize()).isEqualTo(Resize.SQUASH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "vision_cfg | timm_model_name | 'x'",
        "vision_cfg | attentional_pool | true",
        "vision_cfg | ls_init_value | 0.1",
        "vision_cfg | no_ln_pre | true",
        "vision_cfg | pos_embed_type | 'sin_cos_2d'",
        "vision_cfg | pool_type | 'avg'",
        "vision_cfg | final_ln_after_pool | true",
        "vision_cfg | norm_kwargs | {'eps':1e-6}",
        "text_cfg | hf_model_name | 'x'",
        "text_cfg | no_causal_mask | true",
        "text_cfg | proj_bias | true",
        "text_cfg | pool_type | 'last'",
        "text_cfg | act_kwargs | {'approximate':'tanh'}",
      })
  void refusesAnOptionThatChangesTheGraphByName(String tower, String option, String value) {
    String other = tower.equals("vision_cfg") ? "text_cfg" : "vision_cfg";
    String model =
        "{'embed_dim':8,'" + tower + "':{'" + option + "':" + value + "},'" + other + "':{}}";
    assertThatThrownBy(() -> openClip(model, "{}"))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("model_cfg." + tower + "." + option)
        .hasMessageContaining("not supported");
  }

  @Test
  void acceptsSuchAnOptionAtItsDefault() throws IOException {
    assertThat(
            openClip(
                    "{'embed_dim':8,'init_logit_bias':null,'vision_cfg':{'attentional_pool':false,"
                        + "'norm_kwargs':{},'patch_dropout':0.5},'text_cfg':{'pool_type':'argmax'}}",
                    "{}")
                .embedDim())
        .isEqualTo(8);
  }

  @Test
  void aContradictionOfActivationsIsAnError() throws IOException {
    assertThatThrownBy(
            () -> hf("{'text_config':{'hidden_act':'gelu'},'vision_config':{'image_size':64}}"))
        .hasMessageContaining("contradictory")
        .hasMessageContaining("text_config.hidden_act is GELU");
    assertThatThrownBy(() -> hf("{'text_config':{'hidden_act':'gelu_new'},'vision_config':{}}"))
        .hasMessageContaining("gelu_new");
    Path model = Golden.copy("hf-gelu", folder);
    Files.write(
        model.resolve("open_clip_config.json"),
        Files.readAllBytes(Golden.model("openclip-quick-gelu").resolve("open_clip_config.json")));
    assertThatThrownBy(() -> Checkpoint.open(model))
        .hasMessageContaining("contradictory")
        .hasMessageContaining("open_clip_config.json' says QUICK_GELU");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'size':224,'crop_size':224,'feature_extractor_type':'CLIPFeatureExtractor'} | SHORTEST",
        "{'size':{'shortest_edge':224},'crop_size':{'height':224,'width':224}} | SHORTEST",
        "{'size':{'height':224,'width':224},'do_center_crop':false} | SQUASH",
      })
  void readsOldAndNewPreprocessing(String text, Resize resize) throws IOException {
    Files.writeString(folder.resolve("preprocessor_config.json"), json(text));
    assertThat(hf("{'vision_config':{}}").preprocess().resize()).isEqualTo(resize);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'resample':2} | resample",
        "{'do_normalize':false} | do_normalize",
        "{'rescale_factor':1} | rescale_factor",
        "{'size':256} | size",
        "{'crop_size':{'height':192,'width':192}} | crop_size.height",
        "{'image_mean':[1,2]} | image_mean",
      })
  void refusesPreprocessingThatItWouldNotFollow(String text, String key) throws IOException {
    Files.writeString(folder.resolve("preprocessor_config.json"), json(text));
    assertThatThrownBy(() -> hf("{'vision_config':{}}"))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("'" + key + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'model_type':'siglip'} | siglip",
        "{'vision_config':{'num_channels':1}} | num_channels",
        "{'vision_config':{'patch_size':30}} | patch size 30",
        "{'vision_config':{'num_attention_heads':7}} | 7 heads",
        "{'vision_config':{'hidden_size':-1}} | hidden_size",
        "{'vision_config':{'hidden_size':'x'}} | hidden_size",
        "{'text_config':{'eos_token_id':60000}} | eos_token_id",
        "{'nothing':1} | no CLIP configuration",
      })
  void namesWhatIsWrongInAConfiguration(String text, String named) {
    assertThatThrownBy(() -> hf(text))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining(named)
        .hasMessageContaining("config.json");
  }

  private ClipConfig hf(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), json(text));
    return requireNonNull(ConfigReader.read(file, folder).clip());
  }

  private ClipConfig openClip(String model, String preprocess) throws IOException {
    String text = "{'model_cfg':" + model + ",'preprocess_cfg':" + preprocess + "}";
    Path file = Files.writeString(folder.resolve("x.json"), json(text));
    return requireNonNull(ConfigReader.read(file, null).clip());
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
