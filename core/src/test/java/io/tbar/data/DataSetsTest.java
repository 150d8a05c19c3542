package io.tbar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetsTest {
  private static final ClassNames ANIMALS = new ClassNames(List.of("cat", "dog", "bird"));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "cifar10-test.tar, 2000, cifar10-classes.txt",
    "cifar10-train-{000000..000001}.tar, 5000, cifar10-classes.txt",
    "cifar10-train-*.tar, 5000, cifar10-classes.txt",
    "imagenette-test.tar, 100, imagenette-classes.txt",
    "tiny-imagenet-val.tar, 400, tiny-imagenet-classes.txt"
  })
  void opensTheSharedSetsBalancedByClass(String name, int size, String classFile) {
    ClassNames classes = ClassNames.read(Fixtures.DATA.resolve(classFile));
    ImageData data = DataSets.open(Fixtures.DATA + "/" + name, classes);
    assertThat(data.size()).isEqualTo(size);
    assertThat(data.labelled()).isTrue();
    assertThat(data.classes()).isEqualTo(classes.names());
    int[] counts = new int[classes.size()];
    data.samples().forEach(s -> counts[s.label()]++);
    assertThat(counts).containsOnly(size / classes.size());
    assertThat(data.samples().stream().map(Sample::key).distinct()).hasSize(size);
  }

  @Test
  void readsCaptionsBesideImages() {
    ImageData data = DataSets.open(Fixtures.DATA.resolve("captions.tar").toString(), null);
    assertThat(data.size()).isEqualTo(500);
    assertThat(data.labelled()).isFalse();
    assertThat(data.samples().get(0).key()).isEqualTo("flickr8k-00000");
    assertThat(data.samples().get(0).caption())
        .isEqualTo("A person is dirt biking over rocks and water.");
  }

  @Test
  void takesTheKeyUpToTheFirstDotAndLabelsFromJson() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("a/x.big.png", Fixtures.png(1));
    members.put(
        "a/x.json", Fixtures.text("{\"label\": \"dog\", \"caption\": \"a dog\", \"w\": 4}"));
    members.put("a/y.txt", Fixtures.text("a bird\n"));
    members.put("a/y.JPG", Fixtures.png(2));
    members.put("a/y.cls", Fixtures.text("2\n"));
    members.put("a/notes.md", Fixtures.text("left aside"));
    ImageData data = open(Fixtures.tar(folder.resolve("s.tar"), members), ANIMALS);
    assertThat(data.samples())
        .extracting(Sample::key, Sample::label, Sample::caption)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a/x", 1, "a dog"),
            org.assertj.core.groups.Tuple.tuple("a/y", 2, "a bird"));
  }

  @Test
  void keepsEqualKeysOfTwoShardsApart() throws IOException {
    Map<String, byte[]> members = Map.of("a.png", Fixtures.png(1), "a.cls", Fixtures.text("0"));
    Fixtures.tar(folder.resolve("s-0.tar"), members);
    Fixtures.tar(folder.resolve("s-1.tar"), members);
    ImageData data = DataSets.open(folder + "/s-{0..1}.tar", null);
    assertThat(data.samples().stream().map(Sample::key).distinct()).hasSize(2);
    assertThat(open(folder, null).size()).as("a folder of shards").isEqualTo(2);
  }

  @Test
  void refusesANumberOutsideTheClasses() throws IOException {
    Map<String, byte[]> members = Map.of("a.png", Fixtures.png(1), "a.cls", Fixtures.text("3"));
    Path tar = Fixtures.tar(folder.resolve("s.tar"), members);
    assertThatThrownBy(() -> open(tar, ANIMALS))
        .hasMessageContaining("The label 3 of a.cls")
        .hasMessageContaining("3 classes, numbered from 0");
    assertThat(open(tar, null).samples().get(0).label()).isEqualTo(3);
  }

  @Test
  void refusesAMemberThatIsThereTwice() throws IOException {
    Path tar = folder.resolve("s.tar");
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("a.png", Fixtures.png(1));
    members.put("a.cls", Fixtures.text("1"));
    members.put("b.cls", Fixtures.text("1"));
    Fixtures.tar(tar, members);
    byte[] bytes = Files.readAllBytes(tar);
    // The header of b.cls becomes one more a.cls; one letter less in the checksum.
    for (int at = 0; at < bytes.length; at += 512) {
      if (bytes[at] == 'b') {
        bytes[at]--;
        int sum =
            Integer.parseInt(
                new String(bytes, at + 148, 6, java.nio.charset.StandardCharsets.US_ASCII).trim(),
                8);
        System.arraycopy(Fixtures.text(String.format("%06o", sum - 1)), 0, bytes, at + 148, 6);
      }
    }
    Files.write(tar, bytes);
    assertThatThrownBy(() -> open(tar, null)).hasMessageContaining("holds a.cls twice");
  }

  @Test
  void takesFoldersAsClassesByNameWhateverTheirOrder() throws IOException {
    images("bird/1.png", "cat/1.png", "cat/2.png", "dog/1.png", ".hidden/x.png");
    ImageData data = open(folder, ANIMALS);
    assertThat(data.samples().stream().map(s -> s.key() + "=" + s.label()))
        .containsExactly("bird/1.png=2", "cat/1.png=0", "cat/2.png=0", "dog/1.png=1");
    assertThat(open(folder, null).classes()).containsExactly("bird", "cat", "dog");
  }

  @Test
  void takesFoldersWithOtherNamesInTheirOrderAndSaysSo() throws IOException {
    images("n01/1.png", "n02/1.png", "n03/1.png");
    ImageData data = open(folder, ANIMALS);
    assertThat(data.samples().stream().map(Sample::label)).containsExactly(0, 1, 2);
    assertThat(data.notes()).singleElement().asString().contains("taken in their order");
  }

  @Test
  void takesNumberedFoldersAsIndices() throws IOException {
    images("2/a.png", "0/a.png");
    assertThat(open(folder, ANIMALS).samples().stream().map(Sample::label)).containsExactly(0, 2);
    images("7/a.png");
    assertThatThrownBy(() -> open(folder, ANIMALS)).hasMessageContaining("The label 7");
  }

  @Test
  void refusesAFolderThatIsAlmostAClass() throws IOException {
    images("cat/1.png", "dgo/1.png");
    assertThatThrownBy(() -> open(folder, ANIMALS))
        .hasMessageContaining("folder \"dgo\"")
        .hasMessageContaining("nearest is \"dog\"");
  }

  @Test
  void countsOtherFoldersAsUnlabelledAndSaysSo() throws IOException {
    images("holiday/1.png", "work/1.png");
    ImageData data = open(folder, ANIMALS);
    assertThat(data.labelled()).isFalse();
    assertThat(data.notes()).singleElement().asString().contains("count as unlabelled");
  }

  @Test
  void readsImagesWithoutFoldersAndSingleImagesAsUnlabelled() throws IOException {
    images("1.png", "2.png", "sub/3.png");
    ImageData data = open(folder, ANIMALS);
    assertThat(data.size()).isEqualTo(3);
    assertThat(data.labelled()).isFalse();
    assertThat(open(folder.resolve("1.png"), null).size()).isEqualTo(1);
    assertThat(DataSets.open(folder + "/*.png", null).size()).isEqualTo(2);
  }

  @Test
  void looksThroughASharedTopFolderOfAnArchive() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("./set/cat/1.png", Fixtures.png(1));
    members.put("./set/dog/2.png", Fixtures.png(2));
    ImageData data = open(Fixtures.tar(folder.resolve("f.tar"), members), ANIMALS);
    assertThat(data.samples().stream().map(Sample::label)).containsExactly(0, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data set {}/none does not exist | {}/none",
        "range {}/s-{0..1}.tar does not exist | {}/s-{0..1}.tar",
        "No file matches {}/*.tar | {}/*.tar",
        "{3..1} of {}/s-{3..1}.tar is empty | {}/s-{3..1}.tar",
        "{}/empty holds no images (looked at 0 files | {}/empty",
        "{}/a.bin is neither | {}/a.bin",
      })
  void saysInOneSentenceWhatIsWrong(String message, String spec) throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    Files.writeString(folder.resolve("a.bin"), "x");
    assertThatThrownBy(() -> DataSets.open(spec.replace("{}", folder.toString()), null))
        .isInstanceOfSatisfying(
            TbarException.class, e -> assertThat(e.kind().exitCode()).isEqualTo(3))
        .hasMessageContaining(message.replace("{}", folder.toString()))
        .hasMessageEndingWith(".");
  }

  private void images(String... names) throws IOException {
    int number = 0;
    for (String name : names) {
      Fixtures.write(folder.resolve(name), Fixtures.png(++number));
    }
  }

  private static ImageData open(Path path, @org.jspecify.annotations.Nullable ClassNames classes) {
    return DataSets.open(path.toString(), classes);
  }
}
