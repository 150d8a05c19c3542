package io.tbar.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tbar.base.TbarException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spoils valid headers at random, always the same way, and sees that each is judged in words. */
class HeaderFuzzTest {
  private static final byte[] VALID =
      ("{\"__metadata__\":{\"format\":\"pt\",\"k\\u00e9\":\"\\n\"},"
              + "\"a.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
              + "\"b\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[24,26]},"
              + "\"é\":{\"dtype\":\"U8\",\"shape\":[0,9],\"data_offsets\":[26,26],\"x\":[{}]}}   ")
          .getBytes(StandardCharsets.UTF_8);

  private static final String[] FRAGMENTS = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "-",
    "0",
    "1",
    "9223372036854775807",
    "18446744073709551616",
    "1e9",
    "1.5",
    "null",
    "true",
    "\\",
    "\\u",
    "\\ud800",
    "\0",
    "\u00ff",
    "F64",
    "F4",
    "\"a.weight\"",
    "\"__metadata__\"",
    "[[[[[[[[",
    "data_offsets",
    "%s%n"
  };

  @TempDir Path folder;

  @Test
  void aSpoiltHeaderIsReadOrRefusedButNeverFails() {
    SplittableRandom random = new SplittableRandom(20251014);
    int refused = 0;
    for (int i = 0; i < 30_000; i++) {
      byte[] header = spoilt(random);
      try {
        HeaderReader reader = new HeaderReader(new HeaderReader.Violations("f"));
        reader.read(header);
        ByteRanges.check(new HeaderReader.Violations("f"), reader.tensors(), 26);
      } catch (TbarException e) {
        refused++;
        assertThat(e.getMessage()).startsWith("'f' is not a valid safetensors file: ");
      } catch (RuntimeException e) {
        fail("header " + new String(header, StandardCharsets.UTF_8), e);
      }
    }
    assertThat(refused).isBetween(20_000, 29_999);
  }

  @Test
  void aSpoiltFileIsReadOrRefusedButNeverFails() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    Path file = folder.resolve("f.safetensors");
    ByteBuffer whole = ByteBuffer.allocate(8 + VALID.length + 26).order(ByteOrder.LITTLE_ENDIAN);
    whole.putLong(VALID.length).put(VALID);
    int read = 0;
    for (int i = 0; i < 500; i++) {
      byte[] bytes = whole.array().clone();
      bytes[random.nextInt(12)] = (byte) random.nextInt();
      if (random.nextBoolean()) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 8));
      }
      Files.write(file, i == 0 ? whole.array() : bytes);
      try (SafetensorsFile opened = SafetensorsFile.open(file)) {
        read++;
      } catch (TbarException e) {
        assertThat(e.getMessage()).contains("f.safetensors");
      }
    }
    assertThat(read).isPositive();
  }

  private static byte[] spoilt(SplittableRandom random) {
    byte[] header = VALID.clone();
    for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
      int at = random.nextInt(header.length);
      switch (random.nextInt(4)) {
        case 0 -> header[at] = (byte) random.nextInt();
        case 1 -> header = Arrays.copyOf(header, Math.max(1, at));
        case 2 -> header = spliced(header, at, "", random.nextInt(1, 12));
        default -> header = spliced(header, at, FRAGMENTS[random.nextInt(FRAGMENTS.length)], 0);
      }
    }
    return header;
  }

  private static byte[] spliced(byte[] header, int at, String insert, int remove) {
    byte[] middle = insert.getBytes(StandardCharsets.UTF_8);
    int rest = Math.min(header.length, at + remove);
    ByteBuffer result = ByteBuffer.allocate(at + middle.length + header.length - rest + 1);
    result.put(header, 0, at).put(middle).put(header, rest, header.length - rest);
    return Arrays.copyOf(result.array(), Math.max(1, result.position()));
  }
}
