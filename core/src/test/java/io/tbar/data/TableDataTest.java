package io.tbar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableDataTest {
  private static final ClassNames ANIMALS = new ClassNames(List.of("cat", "dog"));

  @TempDir Path folder;

  @BeforeEach
  void writeImages() throws IOException {
    Fixtures.write(folder.resolve("img/a.png"), Fixtures.png(1));
    Fixtures.write(folder.resolve("img/b, c.png"), Fixtures.png(2));
  }

  @Test
  void readsQuotedFieldsWithSeparatorsQuotesAndLineEnds() throws IOException {
    ImageData data =
        table(
            "t.csv",
            "\uFEFFid,Path,caption\r\n"
                + "1,img/a.png,\"a \"\"red\"\" cat,\nsitting\"\r\n\r\n"
                + "2,\"img/b, c.png\",plain",
            null);
    assertThat(data.samples().stream().map(Sample::caption))
        .containsExactly("a \"red\" cat,\nsitting", "plain");
    assertThat(data.samples().get(1).source().read()).isEqualTo(Fixtures.png(2));
    assertThat(data.labelled()).isFalse();
  }

  @Test
  void takesLabelsAsNamesOrNumbers() throws IOException {
    String names = "path\tlabel\nimg/a.png\tdog\nimg/b, c.png\tcat\n";
    assertThat(labels(table("t.tsv", names, ANIMALS))).containsExactly(1, 0);
    ImageData own = table("t.tsv", names, null);
    assertThat(own.classes()).containsExactly("cat", "dog");
    String numbers = "path,label\nimg/a.png,1\nimg/a.png,0\n";
    assertThat(labels(table("t.csv", numbers, ANIMALS))).containsExactly(1, 0);
    assertThat(labels(table("t.csv", numbers, null))).containsExactly(1, 0);
  }

  @Test
  void keepsMissingImagesForTheLoaderToCountUnlessAllAreMissing() throws IOException {
    ImageData data = table("t.csv", "path,label\nimg/a.png,0\nimg/none.png,1\n", ANIMALS);
    assertThat(data.size()).isEqualTo(2);
    assertThatThrownBy(() -> table("t.csv", "path\nx.png\ny.png\n", null))
        .hasMessageContaining("None of the 2 images")
        .hasMessageContaining("x.png");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name,label#a,b# | no column \"path\" in its first line (found name, label)",
        "path,label#img/a.png,dgo# | \"dgo\" of line 2",
        "path,label#img/a.png,dgo# | nearest is \"dog\"",
        "path,label#img/a.png,7# | label 7 of line 2",
        "path,label#img/a.png# | Line 2 of",
        "path,caption#img/a.png,\"open# | quote that is never closed in the row of line 2",
        "path,caption# | names no images",
      })
  void saysLineAndRuleOfWhatIsWrong(String content, String message) {
    assertThatThrownBy(() -> table("t.csv", content.replace('#', '\n'), ANIMALS))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("t.csv");
  }

  @Test
  void answersAnyDamageWithOneSentenceOrATable() throws IOException {
    String table = "path,label,caption\nimg/a.png,dog,\"a \"\"b\"\"\"\nimg/a.png,cat,x\n";
    byte[] whole = Fixtures.text(table);
    SplittableRandom random = new SplittableRandom(11);
    int refused = 0;
    for (int round = 0; round < 500; round++) {
      byte[] bytes = whole.clone();
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        byte[] nasty = {'"', ',', '\n', 0, (byte) 0xFF, 'z', '\r'};
        bytes[random.nextInt(bytes.length)] = nasty[random.nextInt(nasty.length)];
      }
      Path file = folder.resolve("fuzz.csv");
      Files.write(file, bytes);
      try {
        assertThat(DataSets.open(file.toString(), ANIMALS).size()).isPositive();
      } catch (TbarException e) {
        refused++;
        assertThat(e.kind()).isEqualTo(TbarException.Kind.BAD_INPUT);
        assertThat(e.getMessage()).contains("fuzz.csv");
      }
    }
    assertThat(refused).isPositive();
  }

  private static List<Integer> labels(ImageData data) {
    return data.samples().stream().map(Sample::label).toList();
  }

  private ImageData table(
      String name, String content, @org.jspecify.annotations.Nullable ClassNames classes)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    return DataSets.open(file.toString(), classes);
  }
}
