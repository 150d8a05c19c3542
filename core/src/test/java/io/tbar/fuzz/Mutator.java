package io.tbar.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Spoils inputs at random, always the same way for the same seed. */
final class Mutator {
  private static final List<String> PIECES =
      List.of(
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
          "-1",
          "9223372036854775807",
          "1e999",
          "NaN",
          "null",
          "true",
          "\\u0000",
          "\\ud800",
          "\0",
          "\n",
          "\r\n",
          "\t",
          "&a",
          "*a",
          "!!",
          "- ",
          "? ",
          "|",
          "\ufeff",
          "../",
          "/dev/zero",
          "%s",
          "\u001b[31m",
          "__metadata__",
          "data_offsets",
          "[[[[[[[[[[[[[[[[",
          "{\"a\":{\"a\":{\"a\":",
          "é");

  private final SplittableRandom random;
  private final List<byte[]> corpus;

  Mutator(long seed, List<byte[]> corpus) {
    this.random = new SplittableRandom(seed);
    this.corpus = List.copyOf(corpus);
  }

  /** One of the corpus, changed in one to four places. */
  byte[] next() {
    byte[] input = pick().clone();
    for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
      input = changed(input);
    }
    return input;
  }

  private byte[] pick() {
    return corpus.get(random.nextInt(corpus.size()));
  }

  private byte[] changed(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int end =
        Math.min(input.length, at + random.nextInt(1, 1 + (random.nextInt(4) == 0 ? 256 : 8)));
    switch (random.nextInt(8)) {
      case 0 -> {
        if (at < input.length) {
          input[at] ^= (byte) (1 << random.nextInt(8));
        }
        return input;
      }
      case 1 -> {
        if (at < input.length) {
          input[at] = (byte) random.nextInt();
        }
        return input;
      }
      case 2 -> {
        return Arrays.copyOf(input, at);
      }
      case 3 -> {
        return joined(input, at, new byte[0], end);
      }
      case 4 -> {
        return joined(input, at, Arrays.copyOfRange(input, at, end), at);
      }
      case 5 -> {
        byte[] other = pick();
        int from = random.nextInt(other.length + 1);
        return joined(
            input, at, Arrays.copyOfRange(other, from, Math.min(other.length, from + 64)), end);
      }
      case 6 -> {
        // Lengths and sizes: the largest and the smallest of four bytes.
        byte[] size = new byte[4];
        Arrays.fill(size, (byte) (random.nextBoolean() ? 0xff : 0));
        return joined(input, at, size, Math.min(input.length, at + 4));
      }
      default -> {
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
        return joined(input, at, bytes, random.nextBoolean() ? at : end);
      }
    }
  }

  private static byte[] joined(byte[] input, int at, byte[] middle, int rest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(input, 0, at);
    out.writeBytes(middle);
    out.write(input, rest, input.length - rest);
    return out.toByteArray();
  }
}
