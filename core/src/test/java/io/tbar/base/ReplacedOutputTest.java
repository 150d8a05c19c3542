package io.tbar.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What --force replaces, and what never is. */
class ReplacedOutputTest {
  @TempDir Path folder;

  private static void write(Path target) {
    AtomicOutput.folder(target, true, path -> Files.writeString(path.resolve("new"), "new"));
  }

  private static void refused(Path target, String why) {
    assertThatThrownBy(() -> AtomicOutput.prepare(target, true))
        .isInstanceOfSatisfying(
            TbarException.class, e -> assertThat(e.kind()).isEqualTo(TbarException.Kind.BAD_INPUT))
        .hasMessageContaining(why);
    assertThatThrownBy(() -> write(target)).isInstanceOf(TbarException.class);
    assertThatThrownBy(
            () -> AtomicOutput.file(target, true, path -> Files.writeString(path, "new")))
        .isInstanceOf(TbarException.class);
  }

  @Test
  void aFolderOfTheUsersStays() throws IOException {
    Path mine = Files.createDirectory(folder.resolve("photos"));
    Files.writeString(mine.resolve("a.png"), "mine");
    refused(mine, "not known to be written by tbar");
    assertThat(mine.resolve("a.png")).hasContent("mine");
    assertThat(folder.toFile().list()).containsExactly("photos");
  }

  @Test
  void aFileOfTheUsersInAnOutputKeepsTheOutput() throws IOException {
    Path out = folder.resolve("out");
    write(out);
    Path mine = Files.writeString(out.resolve("notes.txt"), "mine");
    refused(out, "holds 'notes.txt', which tbar did not write");
    Files.delete(mine);
    write(out);
    assertThat(out.resolve("new")).hasContent("new");
  }

  @Test
  void aFolderOfManyFilesIsKnownToo() throws IOException {
    Path out = folder.resolve("out");
    IoConsumer<Path> many =
        path -> {
          for (int i = 0; i < 400; i++) {
            Files.writeString(path.resolve("a-file-of-many-" + i), "x");
          }
        };
    AtomicOutput.folder(out, many);
    AtomicOutput.folder(out, true, many);
    Files.writeString(out.resolve("mine"), "mine");
    refused(out, "does not hold the very files");
  }

  @Test
  void whereTheFileSystemKeepsNoNotesAListDoes() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.writeString(out.resolve("a"), "a");
    Files.writeString(out.resolve(OwnOutput.LIST), "a\n");
    AtomicOutput.prepare(out, true);
    Files.writeString(out.resolve("mine"), "mine");
    refused(out, "holds 'mine'");
  }

  @Test
  void anEmptyFolderIsReplaced() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    AtomicOutput.prepare(out, true);
    write(out);
    assertThat(out.resolve("new")).hasContent("new");
  }

  @Test
  void theRunsOfEarlierVersionsAreKnownByTheirRecord() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.writeString(
        out.resolve("result.json"), Json.write(Map.of("tool", Map.of("name", "tbar"))));
    write(out);
    assertThat(out.resolve("result.json")).doesNotExist();
  }

  @Test
  void aFileOfTheUsersStays() throws IOException {
    Path mine = Files.writeString(folder.resolve("notes.txt"), "about \"tbar\"");
    refused(mine, "not known to be written by tbar");
    assertThat(mine).hasContent("about \"tbar\"");
  }

  @Test
  void aFileOfOursAndAnEmptyOneAreReplaced() throws IOException {
    Path ours = folder.resolve("null.json");
    Json.write(ours, Map.of("format", "tbar-null-set/1"), false);
    Json.write(ours, Map.of("format", "tbar-null-set/1", "more", 1), true);
    assertThat(ours).content().contains("more");
    Path empty = Files.createFile(folder.resolve("empty.json"));
    Json.write(empty, Map.of("format", "tbar-null-set/1"), true);
    assertThat(empty).content().contains("tbar-null-set");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "makes links and pipes")
  void linksAndPipesAreNeverReplaced() throws Exception {
    Path target = folder.resolve("ours");
    write(target);
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    refused(link, "is a link");
    Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("missing"));
    refused(nowhere, "is a link");
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    refused(pipe, "no plain file but a device or a pipe");
    assertThat(link).isSymbolicLink();
    assertThat(Files.exists(pipe)).isTrue();
    assertThat(target.resolve("new")).hasContent("new");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "makes links")
  void noOutputIsHoldsOrLiesInAnInputByItsRealPlace() throws IOException {
    Path input = Files.createDirectories(folder.resolve("data/pictures"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("data"));
    for (Path out :
        new Path[] {
          input,
          folder.resolve("data"),
          link.resolve("pictures"),
          input.resolve("out"),
          link.resolve("pictures/deep/er/out"),
          folder.resolve("other/../data")
        }) {
      assertThatThrownBy(() -> AtomicOutput.refuseInput(out, input))
          .as(out.toString())
          .isInstanceOf(TbarException.class)
          .hasMessageContaining("never touched");
    }
    AtomicOutput.refuseInput(folder.resolve("data/pictures-2"), input);
    AtomicOutput.refuseInput(folder.resolve("out"), folder.resolve("missing"));
  }

  @Test
  void aPlaceThatTakesNoFilesIsToldBeforeTheWork() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> AtomicOutput.prepare(file.resolve("deep/out"), false))
        .hasMessageContaining("is no folder");
    assertThatThrownBy(() -> AtomicOutput.prepare(folder.resolve("x".repeat(300)), false))
        .hasMessageContaining("300 bytes");
    AtomicOutput.prepare(folder.resolve("deep/er/out"), false);
    assertThat(folder.toFile().list()).containsExactly("file");
  }

  @Test
  void aNameAsLongAsNamesMayBeIsWritten() {
    Path target = folder.resolve("x".repeat(255));
    AtomicOutput.prepare(target, false);
    AtomicOutput.file(target, path -> Files.writeString(path, "all"));
    assertThat(target).hasContent("all");
  }
}
