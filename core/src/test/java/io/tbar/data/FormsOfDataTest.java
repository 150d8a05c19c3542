package io.tbar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data as other tools write them: read rightly, or named. */
class FormsOfDataTest {
  private static final ClassNames ANIMALS = new ClassNames(List.of("cat", "dog", "café"));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"depth.png", "mask.png", "gif", "avif"})
  void takesThePictureThatIsNamedPlainlyOfTwoInASample(String other) throws IOException {
    ImageData data = tar("0.cls", "1", "0." + other, Fixtures.png(1), "0.png", Fixtures.png(2));
    assertThat(data.samples().get(0).source().read()).isEqualTo(Fixtures.png(2));
    assertThat(data.notes()).anyMatch(note -> note.contains("1 ." + other));
  }

  @Test
  void refusesTwoPicturesOfWhichNoneIsNamedPlainly() {
    assertThatThrownBy(
            () -> tar("0.cls", "1", "0.a.png", Fixtures.png(1), "0.b.png", Fixtures.png(2)))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("0.a.png and 0.b.png");
  }

  @ParameterizedTest
  @CsvSource({
    "3.0, is no whole number",
    "-1, is negative",
    "'0 1', is several numbers",
    "zebra, the nearest is",
    "'', is empty"
  })
  void saysWhatAStrangeLabelIs(String label, String expected) {
    assertThatThrownBy(() -> tar("0.cls", label, "0.png", Fixtures.png(1)))
        .hasMessageContaining(expected)
        .hasMessageContaining("0.cls");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF1", " dog\r\n", "DOG", "1"})
  void readsALabelWithMarkOrMargin(String label) throws IOException {
    assertThat(tar("0.cls", label, "0.png", Fixtures.png(1)).samples().get(0).label()).isEqualTo(1);
  }

  @Test
  void saysThatLabelsInJsonWereNotRead() throws IOException {
    ImageData data = tar("0.json", "{\"label\": 3.0, \"score\": NaN}", "0.png", Fixtures.png(1));
    assertThatThrownBy(data::requireLabels).hasMessageContaining("label = 3.0 of 0.json");
  }

  @Test
  void saysThatNamesWithDotsHaveNoLabels() throws IOException {
    ImageData data = tar("i_1.05.cls", "1", "i_1.05.png", Fixtures.png(1));
    assertThatThrownBy(data::requireLabels)
        .hasMessageContaining("None of the 1 images")
        .hasMessageContaining("cuts a name at its first dot");
  }

  @Test
  void namesAPictureBesideTheClassFolders() throws IOException {
    Fixtures.write(folder.resolve("d/cat/1.png"), Fixtures.png(1));
    Fixtures.write(folder.resolve("d/cover.png"), Fixtures.png(2));
    ImageData data = DataSets.open(folder.resolve("d").toString(), ANIMALS);
    assertThatThrownBy(data::requireLabels).hasMessageContaining("cover.png");
  }

  @Test
  void countsTheFilesThatAreNoPictures() throws IOException {
    Fixtures.write(folder.resolve("d/1.png"), Fixtures.png(1));
    Fixtures.write(folder.resolve("d/a.txt"), new byte[1]);
    Fixtures.write(folder.resolve("d/b.tar"), new byte[1]);
    assertThat(DataSets.open(folder.resolve("d").toString(), null).notes())
        .containsExactly(
            "Left out of %s: 2 files that are no images (1 .tar, 1 .txt), the first being a.txt."
                .formatted(folder.resolve("d")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"home/u/.cache/set/", "../set/", ".hidden/"})
  void readsAnArchiveOfAHiddenFolder(String root) throws IOException {
    ImageData data = tar(root + "cat/1.png", Fixtures.png(1), root + "dog/2.png", Fixtures.png(2));
    assertThat(data.samples().stream().map(Sample::label)).containsExactly(0, 1);
  }

  @Test
  void readsBothOfTwoJoinedArchives() throws IOException {
    byte[] first = archive(Map.of("cat/1.png", Fixtures.png(1)));
    byte[] second = archive(Map.of("dog/2.png", Fixtures.png(2)));
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(first);
    joined.write(second);
    Path file = Files.write(folder.resolve("j.tar"), joined.toByteArray());
    ImageData data = DataSets.open(file.toString(), ANIMALS);
    assertThat(data.samples()).hasSize(2);
    assertThat(data.notes()).anyMatch(note -> note.contains("several archives joined"));
  }

  @Test
  void readsLinksInsideAnArchiveAndCountsThoseThatLeadOut() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      member(tar, "cat/1.png", Fixtures.png(1));
      link(tar, "dog/hard.png", "cat/1.png", TarConstants.LF_LINK);
      link(tar, "dog/soft.png", "../cat/1.png", TarConstants.LF_SYMLINK);
      link(tar, "dog/out.png", "/etc/none.png", TarConstants.LF_SYMLINK);
      link(tar, "dog/ring.png", "ring.png", TarConstants.LF_SYMLINK);
    }
    Path file = Files.write(folder.resolve("l.tar"), bytes.toByteArray());
    ImageData data = DataSets.open(file.toString(), ANIMALS);
    assertThat(data.samples().stream().map(s -> s.key() + s.label()))
        .containsExactly("cat/1.png0", "dog/hard.png1", "dog/soft.png1");
    assertThat(data.samples().get(2).source().read()).isEqualTo(Fixtures.png(1));
    assertThat(data.notes()).anyMatch(note -> note.contains("2 links to what is no file"));
  }

  @Test
  void readsTheLastOfDoubledMembersOfAnImageFolder() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      member(tar, "cat/1.png", Fixtures.png(1));
      member(tar, "cat/1.png", Fixtures.png(2));
    }
    Path file = Files.write(folder.resolve("d.tar"), bytes.toByteArray());
    ImageData data = DataSets.open(file.toString(), ANIMALS);
    assertThat(data.samples()).hasSize(1);
    assertThat(data.samples().get(0).source().read()).isEqualTo(Fixtures.png(2));
    assertThat(data.notes()).anyMatch(note -> note.contains("come again"));
  }

  @ParameterizedTest
  @CsvSource({
    "t.csv, '\t', '\n', UTF-8",
    "t.csv, ';', '\n', UTF-8",
    "t.csv, ',', '\r', UTF-8",
    "t.tsv, ',', '\r\n', UTF-8",
    "t.csv, ',', '\n', UTF-16"
  })
  void readsATableOfAnySeparatorLineEndAndMark(
      String name, String separator, String end, String charset) throws IOException {
    Fixtures.write(folder.resolve("a.png"), Fixtures.png(1));
    // Excel writes names as one letter, a Mac's file system has accents apart.
    Fixtures.write(folder.resolve("e\u0301.png"), Fixtures.png(2));
    String text =
        String.join(separator, "filepath", "label")
            + end
            + String.join(separator, "a.png", "dog")
            + end
            + String.join(separator, "\u00e9.png", "cafe\u0301")
            + end;
    Path file = folder.resolve(name);
    Files.write(file, text.getBytes(Charset.forName(charset)));
    ImageData data = DataSets.open(file.toString(), ANIMALS);
    assertThat(data.samples().stream().map(Sample::label)).containsExactly(1, 2);
    assertThat(data.samples().get(1).source().read()).isEqualTo(Fixtures.png(2));
  }

  @Test
  void namesTheEncodingOfATableInLatin1AndTheColumnsOfOneWithoutLabels() throws IOException {
    Path file = folder.resolve("t.csv");
    Files.write(file, "path,label\n\u00e9.png,dog\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> DataSets.open(file.toString(), ANIMALS)).hasMessageContaining("UTF-8");
    Fixtures.write(folder.resolve("a.png"), Fixtures.png(1));
    Files.writeString(file, "filepath,labels\na.png,dog\n");
    ImageData data = DataSets.open(file.toString(), ANIMALS);
    assertThatThrownBy(data::requireLabels).hasMessageContaining("found filepath, labels");
  }

  @ParameterizedTest
  @CsvSource({
    "'[\"cat\", \"dog\"]', JSON",
    "'{\"0\": \"cat\"}', JSON",
    "'- cat\n- dog', YAML",
    "'0 cat\n1 dog', a table of numbers",
    "'0,cat\n1,dog', a table of numbers",
    "'n01440764 tench\nn01443537 goldfish', WordNet",
    "'cat\t0\ndog\t1', several columns",
    "'<html>', HTML"
  })
  void refusesWhatIsNoListOfClasses(String text, String form) throws IOException {
    Path file = Files.writeString(folder.resolve("c.txt"), text);
    assertThatThrownBy(() -> ClassNames.read(file)).hasMessageContaining(form);
  }

  @Test
  void readsAListOfClassesInUtf16AndRefusesMillionsOfLines() throws IOException {
    Path file = folder.resolve("c.txt");
    Files.write(file, "cat\r\ndog\r\n".getBytes(StandardCharsets.UTF_16));
    assertThat(ClassNames.read(file).names()).containsExactly("cat", "dog");
    Files.writeString(file, "a\n".repeat(2_000_000));
    assertThatThrownBy(() -> ClassNames.read(file)).hasMessageContaining("more than 100,000 lines");
    Files.writeString(file, "a".repeat(20_000));
    assertThatThrownBy(() -> ClassNames.read(file)).hasMessageContaining("20,000 characters long");
  }

  private ImageData tar(Object... members) throws IOException {
    Map<String, byte[]> map = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      Object content = members[i + 1];
      map.put(
          (String) members[i],
          content instanceof String text ? Fixtures.text(text) : (byte[]) content);
    }
    Path file = Files.write(folder.resolve("t.tar"), archive(map));
    return DataSets.open(file.toString(), ANIMALS);
  }

  private static byte[] archive(Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        member(tar, member.getKey(), member.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static void member(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void link(TarArchiveOutputStream tar, String name, String target, byte type)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, type);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }
}
