package io.tbar.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * OpenAI's vocabulary of 49,408 ids: the 256 byte symbols, the same with the end-of-word mark, one
 * id per merge, start and end. Built from the merges that are shipped with the library.
 */
final class ClipVocabulary {
  static final int SIZE = 49_408;
  static final int START = SIZE - 2;
  static final int END = SIZE - 1;

  private ClipVocabulary() {}

  /** The encoder; read once. */
  static Bpe bpe() {
    return Holder.BPE;
  }

  static List<String> lines(String resource) {
    try (InputStream raw =
            Objects.requireNonNull(ClipVocabulary.class.getResourceAsStream(resource), resource);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(raw), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Holder {
    private static final Bpe BPE = build();

    private static Bpe build() {
      List<String> merges = lines("clip-merges.txt.gz");
      return Bpe.of(ids(merges), merges);
    }
  }

  /** Symbols to ids in the order of the ids, without start and end. */
  static Map<String, Integer> ids(List<String> merges) {
    Map<String, Integer> ids = new LinkedHashMap<>(SIZE * 2);
    for (int i = 0; i < ByteSymbols.COUNT; i++) {
      ids.put(ByteSymbols.symbol(i), i);
    }
    for (int i = 0; i < ByteSymbols.COUNT; i++) {
      ids.put(ByteSymbols.symbol(i) + ByteSymbols.END_OF_WORD, ByteSymbols.COUNT + i);
    }
    int next = 2 * ByteSymbols.COUNT;
    for (String merge : merges) {
      int blank = merge.indexOf(' ');
      ids.put(merge.substring(0, blank) + merge.substring(blank + 1), next++);
    }
    return ids;
  }
}
