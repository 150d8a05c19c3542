package io.tbar.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Layout;
import io.tbar.checkpoint.TextConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {
  private static final Path SHARED = Path.of(System.getProperty("tbar.shared"));
  private static final TextConfig CLIP = new TextConfig(77, 49408, 512, 12, 8, 2048, -1);

  @TempDir Path folder;

  @Test
  void givesTheIdsOfTransformersForEveryLine() throws IOException {
    HfTokenizer shipped = HfTokenizer.standard();
    for (JsonNode line : lines()) {
      String text = line.get("text").asText();
      assertThat(cut(shipped.ids(text))).as(text).isEqualTo(ids(line, "hf_ids"));
    }
  }

  @Test
  void givesTheIdsOfOpenClipForEveryLine() throws IOException {
    OpenClipTokenizer openClip = new OpenClipTokenizer();
    for (JsonNode line : lines()) {
      String text = line.get("text").asText();
      assertThat(cut(openClip.ids(text))).as(text).isEqualTo(ids(line, "openclip_ids"));
    }
  }

  @Test
  void readsTheVocabularyOfAFolderFromEitherKindOfFile() throws IOException {
    Path golden = SHARED.resolve("golden/tokenizer");
    Files.copy(golden.resolve("vocab.json"), folder.resolve("vocab.json"));
    Files.copy(golden.resolve("merges.txt"), folder.resolve("merges.txt"));
    Tokenizer pair = Tokenizers.forCheckpoint(folder, Layout.HF, CLIP);
    Tokenizer one = Tokenizers.forCheckpoint(golden, Layout.HF, CLIP);
    for (JsonNode line : lines()) {
      String text = line.get("text").asText();
      assertThat(cut(((HfTokenizer) one).ids(text))).as(text).isEqualTo(ids(line, "hf_ids"));
      assertThat(cut(((HfTokenizer) pair).ids(text))).as(text).isEqualTo(ids(line, "hf_ids"));
    }
  }

  @Test
  void padsWithTheEndTokenOrWithZeroAndCutsToTheContext() {
    assertThat(HfTokenizer.standard().encode("a cat", 6))
        .containsExactly(49406, 320, 2368, 49407, 49407, 49407);
    assertThat(new OpenClipTokenizer().encode("a cat", 6))
        .containsExactly(49406, 320, 2368, 49407, 0, 0);
    assertThat(new OpenClipTokenizer().encode("a a a a a a a", 4))
        .containsExactly(49406, 320, 320, 49407);
  }

  @Test
  void refusesTextThatHoldsASpecialToken() {
    assertThatThrownBy(() -> HfTokenizer.standard().encode("a <|endoftext|> b", 77))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("special token <|endoftext|>");
    assertThatThrownBy(() -> new OpenClipTokenizer().encode("a <END_of_text> b", 77))
        .hasMessageContaining("special token <end_of_text>");
  }

  @Test
  void choosesTheRulesByTheLayout() {
    assertThat(Tokenizers.forCheckpoint(folder, Layout.HF, CLIP)).isInstanceOf(HfTokenizer.class);
    assertThat(Tokenizers.forCheckpoint(folder, Layout.OPENCLIP, CLIP))
        .isInstanceOf(OpenClipTokenizer.class);
  }

  @Test
  void refusesAVocabularyThatItDoesNotHave() throws IOException {
    TextConfig small = new TextConfig(16, 1000, 32, 2, 2, 128, -1);
    Path model = SHARED.resolve("golden/models/hf-gelu");
    assertThatThrownBy(() -> Tokenizers.forCheckpoint(model, Layout.HF, small))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("a vocabulary of 1000 tokens but no tokenizer files");
    assertThatThrownBy(
            () -> Tokenizers.forCheckpoint(SHARED.resolve("golden/tokenizer"), Layout.HF, small))
        .hasMessageContaining("they do not belong together");
    Files.writeString(
        folder.resolve("open_clip_config.json"),
        "{\"model_cfg\": {\"text_cfg\": {\"hf_tokenizer_name\": \"some/bert\"}}}");
    assertThatThrownBy(() -> Tokenizers.forCheckpoint(folder, Layout.OPENCLIP, CLIP))
        .hasMessageContaining("tokenizer some/bert");
    Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": ");
    assertThatThrownBy(() -> Tokenizers.forCheckpoint(folder, Layout.HF, CLIP))
        .hasMessageContaining("is no JSON");
    Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {\"type\": \"Unigram\"}}");
    assertThatThrownBy(() -> Tokenizers.forCheckpoint(folder, Layout.HF, CLIP))
        .hasMessageContaining("is not CLIP's");
  }

  @Test
  void warnsOfTextThatWasDecodedWrongly() {
    OpenClipTokenizer openClip = new OpenClipTokenizer();
    assertThat(openClip.warning("cafÃ© au lait")).isPresent();
    assertThat(openClip.warning("donâ€™t")).isPresent();
    assertThat(openClip.warning("café – “fine”, naïve 東京")).isEmpty();
    assertThat(openClip.warning("plain")).isEmpty();
  }

  @Test
  void repairsAsOpenClipDoes() {
    assertThat(
            TextRepair.clean("don\u2019t \u201Csay\u201D &amp;amp; &lt;b&gt; &#65;&#x42; &eacute"))
        .isEqualTo("don't \"say\" & <b> ab é");
    assertThat(TextRepair.clean("\u001b[31mred\u001b[0m\u0000 \uFEFFa\u0085")).isEqualTo("red a…");
    assertThat(TextRepair.clean("ΟΔΟΣ ﬃ ＡＢ\u3000c ŉ")).isEqualTo("οδος ffi ab c 'n");
    assertThat(TextRepair.clean("&NotEqualTilde; &notit; &unknown; &;"))
        .isEqualTo("≂̸ ¬it; &unknown; &;");
  }

  @Test
  void alwaysEndsOnceWhateverTheText() {
    List<Tokenizer> both = List.of(HfTokenizer.standard(), new OpenClipTokenizer());
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 3000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(40);
      for (int i = 0; i < length; i++) {
        int bound = random.nextBoolean() ? 128 : random.nextBoolean() ? 0x3000 : 0x110000;
        text.appendCodePoint(random.nextInt(bound));
        text.append(random.nextInt(6) == 0 ? "&#" + random.nextInt(70000) + ";" : "");
      }
      for (Tokenizer tokenizer : both) {
        int[] ids = tokenizer.encode(text.toString(), 24);
        assertThat(ids).hasSize(24).startsWith(49406);
        int end = 0;
        while (ids[end] != 49407) {
          end++;
        }
        for (int i = 0; i < 24; i++) {
          assertThat(ids[i]).isBetween(0, 49407);
          assertThat(ids[i] == 49406).isEqualTo(i == 0);
          assertThat(i <= end || ids[i] == (tokenizer instanceof HfTokenizer ? 49407 : 0)).isTrue();
        }
      }
    }
  }

  private static List<JsonNode> lines() throws IOException {
    JsonNode file =
        new ObjectMapper().readTree(Files.readAllBytes(SHARED.resolve("golden/tokenizer.json")));
    List<JsonNode> lines = new ArrayList<>();
    file.get("lines").forEach(lines::add);
    assertThat(lines).hasSizeGreaterThan(40);
    return lines;
  }

  private static int[] cut(int[] ids) {
    return TokenIds.cut(ids, 77);
  }

  private static int[] ids(JsonNode line, String field) {
    return StreamSupport.stream(line.get(field).spliterator(), false)
        .mapToInt(JsonNode::asInt)
        .toArray();
  }
}
