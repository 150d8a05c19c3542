package io.tbar.text;

import io.tbar.base.TbarException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Byte-level byte-pair encoding of single words: the UTF-8 bytes, the last of them marked as the
 * word's end, are joined pair by pair, always the pair with the lowest merge rank.
 */
final class Bpe {
  /** Words of one run repeat; more than this many different ones are not remembered. */
  private static final int CACHED_WORDS = 1 << 16;

  private final int[] inner = new int[ByteSymbols.COUNT];
  private final int[] last = new int[ByteSymbols.COUNT];
  private final Map<Long, Long> merges;
  private final Map<String, int[]> cache = new ConcurrentHashMap<>();

  private Bpe(Map<String, Integer> vocabulary, List<String> pairs) {
    for (int i = 0; i < ByteSymbols.COUNT; i++) {
      String symbol = ByteSymbols.symbol(i);
      inner[ByteSymbols.byteOf(i)] = id(vocabulary, symbol);
      last[ByteSymbols.byteOf(i)] = id(vocabulary, symbol + ByteSymbols.END_OF_WORD);
    }
    merges = new HashMap<>(pairs.size() * 2);
    for (int rank = 0; rank < pairs.size(); rank++) {
      String pair = pairs.get(rank);
      int blank = pair.indexOf(' ');
      if (blank <= 0 || blank == pair.length() - 1) {
        throw TbarException.badInput("The merge %d of the tokenizer is no pair.", rank);
      }
      String a = pair.substring(0, blank);
      String b = pair.substring(blank + 1);
      long joined = id(vocabulary, a + b);
      merges.putIfAbsent(
          key(id(vocabulary, a), id(vocabulary, b)), (long) rank << Integer.SIZE | joined);
    }
  }

  /**
   * @param vocabulary id of every symbol and every merged pair
   * @param pairs the merges in the order of their ranks, two symbols with a blank between
   */
  static Bpe of(Map<String, Integer> vocabulary, List<String> pairs) {
    return new Bpe(vocabulary, pairs);
  }

  private static int id(Map<String, Integer> vocabulary, String token) {
    Integer id = vocabulary.get(token);
    if (id == null) {
      throw TbarException.badInput(
          "The tokenizer's vocabulary lacks the token \"%s\", so it is not CLIP's.", token);
    }
    return id;
  }

  private static long key(int a, int b) {
    return (long) a << Integer.SIZE | b;
  }

  /** Ids of one word, which is not empty. */
  int[] encode(String word) {
    int[] known = cache.get(word);
    if (known == null) {
      known = join(word);
      if (cache.size() < CACHED_WORDS) {
        cache.put(word, known);
      }
    }
    return known;
  }

  private int[] join(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[bytes.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (i == ids.length - 1 ? last : inner)[bytes[i] & 255];
    }
    int length = ids.length;
    while (true) {
      long best = Long.MAX_VALUE;
      long pair = 0;
      for (int i = 0; i + 1 < length; i++) {
        long key = key(ids[i], ids[i + 1]);
        Long merge = merges.get(key);
        if (merge != null && merge < best) {
          best = merge;
          pair = key;
        }
      }
      if (best == Long.MAX_VALUE) {
        return Arrays.copyOf(ids, length);
      }
      int to = 0;
      for (int i = 0; i < length; i++) {
        if (i + 1 < length && key(ids[i], ids[i + 1]) == pair) {
          ids[to++] = (int) best;
          i++;
        } else {
          ids[to++] = ids[i];
        }
      }
      length = to;
    }
  }
}
