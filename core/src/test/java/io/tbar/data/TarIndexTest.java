package io.tbar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarIndexTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
  void findsMembersWithNamesOfAnyLength(int flavour) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("a.txt", Fixtures.text("one"));
    members.put("deep/" + "x".repeat(200) + "/b.txt", Fixtures.text("two"));
    members.put("empty.txt", new byte[0]);
    members.put("block.bin", new byte[512]);
    members.put("ünï.txt", Fixtures.text("three"));
    Path tar = Fixtures.tar(folder.resolve("a.tar"), flavour, members);
    var read = TarIndex.read(tar).members();
    assertThat(read.stream().map(Member::name)).containsExactlyElementsOf(members.keySet());
    for (Member member : read) {
      assertThat(member.source().read()).isEqualTo(members.get(member.name()));
    }
  }

  @Test
  void refusesAnArchiveCutShortAnywhere() throws IOException {
    Map<String, byte[]> members = Map.of("a.txt", new byte[600], "b.txt", new byte[600]);
    byte[] whole = Files.readAllBytes(Fixtures.tar(folder.resolve("a.tar"), members));
    Path cut = folder.resolve("cut.tar");
    int end = 2 * (512 + 1024);
    for (int length = 0; length <= end; length += 128) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> TarIndex.read(cut).members())
          .as("%s bytes", length)
          .isInstanceOfSatisfying(
              TbarException.class, e -> assertThat(e.kind().exitCode()).isEqualTo(3))
          .hasMessageMatching(
              length < 512
                  ? ".*(is empty|is no tar archive)\\."
                  : ".*it was cut short, copy it again\\.");
    }
  }

  @Test
  void refusesADamagedHeaderWithItsPlace() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("a.txt", new byte[5]);
    members.put("b.txt", new byte[5]);
    Path tar = Fixtures.tar(folder.resolve("a.tar"), members);
    byte[] bytes = Files.readAllBytes(tar);
    bytes[1024] ^= 1;
    Files.write(tar, bytes);
    assertThatThrownBy(() -> TarIndex.read(tar).members())
        .hasMessageContaining("damaged at byte 1024")
        .hasMessageContaining("checksum");
  }

  @Test
  void saysWhenAFileIsNoTarOrCompressed() throws IOException {
    Path file = Files.writeString(folder.resolve("a.tar"), "hello ".repeat(200));
    assertThatThrownBy(() -> TarIndex.read(file).members())
        .hasMessageContaining("is no tar archive.");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      byte[] noise = new byte[4096];
      for (int i = 0; i < noise.length; i++) {
        noise[i] = (byte) (i * i * 31 >> 3);
      }
      gzip.write(noise);
    }
    Files.write(file, out.toByteArray());
    assertThatThrownBy(() -> TarIndex.read(file).members()).hasMessageContaining("gunzip");
  }

  @Test
  void answersAnyDamageWithOneSentenceOrAnIndexInsideTheFile() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("a.png", Fixtures.png(1));
    members.put("p/" + "y".repeat(150) + ".cls", Fixtures.text("3"));
    members.put("c.png", Fixtures.png(2));
    byte[] posix = Files.readAllBytes(Fixtures.tar(folder.resolve("p.tar"), members));
    byte[] gnu =
        Files.readAllBytes(
            Fixtures.tar(folder.resolve("g.tar"), TarArchiveOutputStream.LONGFILE_GNU, members));
    SplittableRandom random = new SplittableRandom(7);
    Path file = folder.resolve("fuzz.tar");
    int refused = 0;
    for (int round = 0; round < 600; round++) {
      byte[] bytes = (round % 2 == 0 ? posix : gnu).clone();
      boolean mend = random.nextBoolean();
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        int at = random.nextInt(bytes.length);
        bytes[at] = (byte) random.nextInt(256);
        if (mend) {
          mendChecksum(bytes, at / 512 * 512);
        }
      }
      Files.write(file, Arrays.copyOf(bytes, bytes.length - random.nextInt(3) * 700));
      try {
        for (Member member : TarIndex.read(file).members()) {
          assertThat(member.source().read()).hasSize((int) member.source().length());
        }
      } catch (TbarException e) {
        refused++;
        assertThat(e.getMessage()).contains("fuzz.tar").doesNotContain("\n").endsWith(".");
      }
    }
    assertThat(refused).isBetween(50, 590);
  }

  /** Makes damage inside a header pass its checksum, so that the rules behind it are reached. */
  private static void mendChecksum(byte[] tar, int header) {
    int sum = 8 * ' ';
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? 0 : tar[header + i] & 255;
    }
    byte[] text = Fixtures.text(String.format("%06o\0 ", sum));
    System.arraycopy(text, 0, tar, header + 148, 8);
  }
}
